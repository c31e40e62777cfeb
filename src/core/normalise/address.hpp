#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/geo/point.hpp"

/// Reading where something stands from words: "人民路与解放路交叉口东北角约20米" (planner.md 5.4).
namespace firebreak {

/// One sigma of a place found by its address.
inline constexpr double address_accuracy_m = 25;

/// Whether the name of a road or town may begin behind these words: at the start, behind a sign, or
/// behind the name of a place. "新人民路" does not hold "人民路".
bool name_may_begin_behind(std::string_view before);

/// The names of the roads of a city as addresses use them.
class RoadNames {
 public:
  void add(std::string_view name);
  /// The road that is called so, or the only one that differs in 路, 街, 道, 大道, 大街; empty for
  /// none.
  std::string known(std::string_view name) const;
  bool empty() const { return names_.empty(); }

 private:
  std::unordered_set<std::string> names_;
  std::unordered_map<std::string, std::string> stems_;  ///< "" where several roads share it
};

/// A road's name without blanks and what stands in brackets.
std::string plain_road_name(std::string_view name);

/// What an address says, as far as roads are concerned.
struct Address {
  std::string road;      ///< as `RoadNames` knows it
  std::string crossing;  ///< the other road; empty: a house number
  std::string number;    ///< "12" of "人民路12号", and of a lane's mouth, "人民路12弄口"
  Xy direction;          ///< unit vector east, north; zero: none said
  double distance_m = 0;
  bool in_lane = false;  ///< inside the lane that leaves the road at `number`: who knows how far

  /// A distance without a direction tells no place if it is longer than such a place is good for.
  bool tells_which_way() const { return direction != Xy{} || distance_m <= address_accuracy_m; }
};

/// Reads `A路与B路交叉口…` and `A路12号…`, with "旁", "对面", "附近", "以东30米" behind; none for
/// anything else, if a road is not known, or if what follows leads on further than
/// `address_accuracy_m`, nobody knows where.
std::optional<Address> parse_address(std::string_view text, const RoadNames& roads);

/// The road and the house number of a building's address: "人民路" and "12" of
/// "城关镇人民路12号院2栋"; none if it has no number behind a known road.
std::optional<Address> house_of(std::string_view text, const RoadNames& roads);

}  // namespace firebreak
