#pragma once

#include <string>
#include <string_view>

/// Names of files and layers that come again every month.
namespace firebreak::io {

/// The name with a `*` for each date and each number of its own: "消火栓台账2026-10.xlsx" ->
/// "消火栓台账*.xlsx", "ledger_2026.10.31 (2).csv" -> "ledger*.csv". Numbers that are part of a
/// name stay ("1中队.xlsx", "DN300.shp", "G107.dxf"), and so does the ending.
std::string generalised_name(std::string_view name);

/// Whether a pattern stands for a name. `*` is nothing, or one or more dates and numbers with the
/// signs around them, never a word: "台账*.xlsx" is for "台账2026年11月.xlsx" and "台账.xlsx", not
/// for "台账城关镇.xlsx". `**` is anything. Letters count the same large and small, signs the same
/// wide and narrow.
bool fits_pattern(std::string_view pattern, std::string_view name);

}  // namespace firebreak::io
