#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/model/city.hpp"

namespace firebreak {

/// A hydrant planned farther than this from every main needs a main laid first: no rule sets a
/// figure, this is an assumption of the program.
constexpr double near_main_m = 30;

/// The water main nearest to a place.
struct NearestMain {
  double away_m = 0;
  std::string layer;  ///< that it is drawn in
};

/// In city metres; none where the city has no layer of mains. A scan: for single places.
std::optional<NearestMain> nearest_main(const City& city, Xy at);

/// A branch main as people name it, by the number of its first main (`Hydrant::branch_main`): that
/// main's id where its layer has one, else "#" and its number. Two branches have two names.
class BranchNames {
 public:
  explicit BranchNames(const City& city) : city_(city) {}
  const std::string& of(std::uint32_t branch);

 private:
  std::string id_of(std::uint32_t main) const;
  const City& city_;
  std::map<std::uint32_t, std::string> names_;
};

}  // namespace firebreak
