#pragma once

#include <string_view>

/// What the fuzzers throw arbitrary bytes at. A target returns, whatever the bytes; it aborts when
/// a promise of the parser does not hold. An `Error` is a proper answer, any other exception is
/// not.
namespace firebreak::fuzz {

void project(std::string_view bytes);
/// The field dictionary of data/mapping.
void mapping(std::string_view bytes);
/// A mapping file that remembers what files of a kind are taken for.
void saved_mapping(std::string_view bytes);
void profile(std::string_view bytes);
/// Each line is a cell that every value parser reads.
void values(std::string_view bytes);

}  // namespace firebreak::fuzz
