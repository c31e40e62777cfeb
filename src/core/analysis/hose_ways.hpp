#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <queue>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/analysis/hose_sight.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// True for a road along which people can carry a hose: every one that is there but motorways.
bool hose_can_follow(const Road& road);

/// How far a hose runs from the nearest usable hydrant to each place of the roads: the straight
/// stretch from the hydrant to a road that it sees, and the way along the roads (algorithms 2.2,
/// R1; exact, roads are not cut into pieces). The city must outlive it. Any number of threads may
/// ask.
class HoseWays {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  /// To the nearest hydrant by hose; `hydrant` is `none` where no way leads.
  struct Way {
    double length_m = infinite;
    std::uint32_t hydrant = none;
    friend bool operator==(const Way&, const Way&) = default;
  };

  /// `usable`: one flag per hydrant. `stretch_m`: longest straight stretch from a hydrant to a
  /// road.
  HoseWays(const City& city, const HoseSight& sight, std::span<const std::uint8_t> usable,
           double stretch_m);

  /// From now on this hydrant is usable at this place, or (none) not usable. Returns the segments
  /// along which ways may be others now, each once.
  std::vector<std::uint32_t> set(std::uint32_t hydrant, std::optional<Xy> at);
  /// A hydrant was added to the city's, or the last one goes: the ids decide between equals.
  void last_added();
  void last_goes();

  bool passable(std::uint32_t segment) const { return passable_[segment] != 0; }
  double segment_length_m(std::uint32_t segment) const { return length_m_[segment]; }
  /// The way to the place `along_m` of a passable segment.
  Way at(std::uint32_t segment, double along_m) const;
  /// The hose from the hydrant of `at(segment, along_m)` to that place; empty where no way leads.
  std::vector<Xy> route(std::uint32_t segment, double along_m) const;
  /// Of two hydrants at the same distance the one of the smaller rank counts; `none` is the last.
  std::uint32_t rank(std::uint32_t hydrant) const {
    return hydrant == none ? none : rank_[hydrant];
  }

 private:
  /// Where a hydrant's hose meets a segment.
  struct Stand {
    std::uint32_t segment;
    double along_m;
    double lead_m;  ///< from the hydrant to there
    std::uint32_t hydrant;
  };
  /// How the best way comes to a node: from a stand, or along a segment from its other end.
  struct Step {
    Way way;
    std::uint32_t stand = none;
    std::uint32_t segment = none;
  };
  /// How it comes to a place of a segment: from a stand on it, or by a node at one of its ends.
  struct Arrival {
    Way way;
    std::uint32_t stand = none;
    std::uint32_t node = none;
  };

  struct Offer {
    double length_m;
    std::uint32_t rank;
    std::uint32_t node;
    bool operator>(const Offer& o) const {
      if (length_m != o.length_m) return length_m > o.length_m;
      return rank != o.rank ? rank > o.rank : node > o.node;
    }
  };
  using Offers = std::priority_queue<Offer, std::vector<Offer>, std::greater<>>;

  void append_stands(std::uint32_t hydrant, Xy at);
  void add_stands(std::span<const std::uint8_t> usable);
  /// Calls `visit(position)` for the stands on a segment.
  template <class Visit>
  void each_stand(std::uint32_t segment, const Visit& visit) const;
  void offer(std::uint32_t node, const Step& step, Offers& offers);
  void offer_ends(std::uint32_t stand, Offers& offers);
  void search(Offers& offers);
  std::vector<std::uint32_t> forget(std::uint32_t hydrant);
  void list_stands();
  void offer_around(std::uint32_t node, Offers& offers);
  Arrival arrival_at(std::uint32_t segment, double along_m) const;
  double chainage_at(std::uint32_t segment, std::uint32_t node, std::uint32_t stand) const;
  bool better(const Way& way, const Way& than) const {
    if (way.length_m != than.length_m) return way.length_m < than.length_m;
    return rank(way.hydrant) < rank(than.hydrant);
  }

  const City& city_;
  const HoseSight& sight_;
  double stretch_m_;
  std::vector<std::uint8_t> passable_;
  std::vector<double> length_m_;
  std::vector<std::uint32_t> rank_;  ///< per hydrant its place in the order of the ids
  /// By segment; those of hydrants set later follow in any order. Of one that is gone the hydrant
  /// is `none`.
  std::vector<Stand> stands_;
  std::vector<std::uint32_t> first_stand_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> later_stands_;  ///< by segment
  std::vector<std::uint8_t> has_later_;  ///< per segment, once a hydrant is set: it has some
  std::vector<std::vector<std::uint32_t>> stands_of_;  ///< per hydrant, once one is set
  bool stands_listed_ = false;
  std::vector<std::uint32_t> free_stands_;  ///< places of those that followed and are gone
  std::vector<Step> nodes_;
  std::vector<std::uint32_t> changed_nodes_;  ///< by the last search
};

}  // namespace firebreak
