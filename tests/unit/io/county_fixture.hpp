#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "unit/io/read_fixture.hpp"

/// The demo county as its generator made it for these tests.
namespace firebreak::test {

inline const std::filesystem::path demo_county{FIREBREAK_DEMO_COUNTY};

/// The records of the traps whose id begins so.
inline std::set<std::string> trapped(std::string_view trap) {
  static const RawLayer traps = read_one(demo_county / "truth" / "traps.csv");
  std::set<std::string> out;
  for (std::size_t row = 0; row < traps.size(); ++row)
    if (text_of(traps, "trap", row).starts_with(trap)) out.insert(text_of(traps, "record", row));
  return out;
}

}  // namespace firebreak::test
