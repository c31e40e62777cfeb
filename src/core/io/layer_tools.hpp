#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// True if `layer` is to be read: no names given, or its name among them.
bool is_wanted(const std::vector<std::string>& wanted, const std::string& layer);

/// Throws `Error` (file) for the first name wanted that the source does not have, listing those it
/// has.
void require_layers(const std::filesystem::path& shown, const std::vector<std::string>& present,
                    const std::vector<std::string>& wanted);

/// The CRS defined; unknown, with an issue for the layer, if PROJ does not know the definition.
Crs crs_or_issue(const std::string& definition, std::vector<Issue>& issues);

/// Turns the layer's texts and column names, read as the bytes of the file, into UTF-8 and sets
/// `encoding` and `encoding_guessed`. `forced` (from the user) is used without question, `named` is
/// what the file says about itself; empty means unknown. Characters cut off at the end of a field
/// are left out; bytes that do not decode become U+FFFD; both are noted as issues.
void decode_texts(RawLayer& layer, const std::string& forced, const std::string& named);

/// Keeps the records that fit an attribute filter in OGR SQL. Throws `Error` (file) if the filter
/// cannot be understood.
void keep_where(RawLayer& layer, const std::string& where);

}  // namespace firebreak::io
