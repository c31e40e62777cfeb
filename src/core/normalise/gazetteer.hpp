#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/normalise/address.hpp"
#include "core/normalise/named_units.hpp"
#include "core/normalise/tables.hpp"

namespace firebreak {

/// A place that words name, or the reason why there is none.
struct FoundPlace {
  std::optional<Xy> at;
  std::string reason;           ///< why there is none, in the present language
  bool between_houses = false;  ///< no building has the number: it lies between those beside it
};

/// Finds places on the road layer. Where the town of a record is known, by its column or by the
/// head of its address, only what lies there counts: towns share the names of their streets. One
/// of a town that is not on record is not looked for in the others.
class Gazetteer {
 public:
  /// Looks into the tables.
  Gazetteer(const Workshop& shop, const Table<Road>& roads, const Table<Building>& buildings,
            const Table<ManagementUnit>& units);

  /// The place of an address; `town` and `village` are what columns say. The village decides only
  /// where the town leaves several places, or is not told: the bounds of villages are rough.
  FoundPlace find(std::string_view words, std::string_view town, std::string_view village) const;

 private:
  /// A place and how far apart the centre lines are there.
  struct Meeting {
    double apart_m;
    Xy at;
  };
  using Places = std::vector<Meeting>;
  using InTown = std::span<const std::uint32_t>;
  /// What is called by one road's name.
  struct Street {
    std::vector<std::uint32_t> rows;
    /// Places on the road in front of its houses, by number ("16A" among the 16s).
    std::map<std::pair<int, std::string>, Places> houses;
  };
  struct Numbered {
    int number;
    Xy at;
  };

  void add_houses(const Workshop& shop, const Table<Building>& buildings);
  Xy on_road(const Street& street, Xy at) const;
  Places crossings(const Street& one, const Street& other) const;
  Places in_town(Places places, InTown in) const;
  std::optional<Numbered> next_house(const Street& street, InTown in, int number, int step,
                                     bool same_side) const;
  std::optional<Xy> between_houses(const Street& street, InTown in, int number) const;
  static std::optional<Xy> only_one(Places places);

  const Table<Road>& roads_;
  RoadNames names_;
  std::map<std::string, Street, std::less<>> streets_;
  NamedUnits units_;
};

}  // namespace firebreak
