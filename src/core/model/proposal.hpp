#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace firebreak {

/// Something about the place of layers that their data suggest and only a person can settle: one
/// line under their source in the project file, with what speaks for it.
struct Proposal {
  std::string path;                    ///< of the file
  std::vector<std::string> layers;     ///< of the file that it is about; empty: all
  std::vector<std::string> others;     ///< layers of the file that it is not about
  std::vector<std::uint32_t> sources;  ///< what it is about, as positions in `City::sources`
  std::string key;                     ///< "crs", "shift", "shift_rows", "angles" …
  std::string value;                   ///< "EPSG:4547", "gcj02", "packed"
  std::string evidence;                ///< complete sentences: before and after
  bool only_one = true;                ///< no other answer fits as well

  std::string line() const { return key + " = \"" + value + "\""; }
};

}  // namespace firebreak
