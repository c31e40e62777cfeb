#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"

/// Which key sites hold what burns or explodes, and what would give them away: a public edition
/// does not tell where they stand (product.md 7.19).
namespace firebreak {

/// The text names what burns or explodes: 加油站, "fuel", "Tanklager" …
bool names_hazard(std::string_view text);

/// One flag per feature of a layer of key sites. A text column other than the address says so.
std::vector<bool> hazardous_sites(const Layer& sites);

/// The buildings that hazardous key sites stand for (`building_of_sites`) and those whose own name
/// names what burns or explodes, sorted.
std::vector<std::uint32_t> buildings_of_hazardous_sites(const City& city);

/// Names and phones of the hazardous key sites, and such names of buildings, the longest first.
std::vector<std::string> words_of_hazardous_sites(const City& city);

/// `text` with "…" in place of each of the words; empty if nothing else is left. Words of letters
/// and digits must stand alone: "Shell" is no part of "Shelley Road".
std::string without_words(std::string_view text, std::span<const std::string> words);

}  // namespace firebreak
