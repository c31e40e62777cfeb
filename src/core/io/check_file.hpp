#pragma once

#include <filesystem>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/atomic_file.hpp"
#include "core/model/field_check.hpp"

namespace firebreak::io {

/// Reads the file of field checks of a project: CSV with the columns subject, id, field,
/// measured_m, status, verdict, person, date, photo, note. Throws `Error` (file) with the row that
/// cannot be read.
std::vector<FieldCheck> read_check_file(const std::filesystem::path& path, const Job& job = {});

/// Writes it, sorted by subject, id and field; UTF-8 with a mark that spreadsheets know. All or
/// nothing; throws `Error` (file).
void write_check_file(const std::filesystem::path& path, std::vector<FieldCheck> checks);

}  // namespace firebreak::io
