#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// The hydrants that count as sources in flat arrays, with an index. Those put in or taken out
/// later are few: they stand beside the index until there are so many that it is built anew.
class HydrantPoints {
 public:
  std::vector<Xy> at;
  std::vector<Origin> origin;
  std::vector<std::uint32_t> hydrant;  ///< position in the city's table

  /// One flag per hydrant each; `spare` may be empty: those count only while a judge is told so.
  HydrantPoints(const City& city, std::span<const std::uint8_t> usable,
                std::span<const std::uint8_t> spare = {});

  std::size_t size() const { return there_; }
  bool empty() const { return there_ == 0; }
  bool spare(std::uint32_t source) const { return use_[source] == Use::spare; }

  /// Takes a hydrant out, if it is there.
  void take(std::uint32_t row);
  /// Puts a hydrant in that is not there.
  void put(std::uint32_t row, const Hydrant& record, bool spare);

  /// As of `SpatialIndex`; the positions are those in the arrays here.
  template <class Visit>
  void in_box(const Box& box, Visit&& visit) const {
    index_.in_box(box, [&](std::uint32_t s) {
      if (use_[s] != Use::gone) visit(s);
    });
    for (auto s = indexed_; s < at.size(); ++s)
      if (box.contains(at[s])) visit(s);
  }
  template <class Visit>
  void nearest(const Box& from, double limit2_m2, Visit&& visit) const {
    for (auto s = indexed_; s < at.size(); ++s)
      if (const double d2 = distance2_m2(from, at[s]); d2 <= limit2_m2) limit2_m2 = visit(s, d2);
    index_.nearest(from, limit2_m2, [&](std::uint32_t s, double d2) {
      return limit2_m2 = use_[s] == Use::gone ? limit2_m2 : visit(s, d2);
    });
  }

 private:
  enum class Use : std::uint8_t { counts, spare, gone };
  static constexpr std::uint32_t none = UINT32_MAX;

  void append(std::uint32_t row, const Hydrant& record, Use use);
  void erase(std::uint32_t source);
  void pack();

  std::vector<Use> use_;
  std::vector<std::uint32_t> source_of_;  ///< per hydrant its position here, or `none`
  SpatialIndex index_;
  std::uint32_t indexed_ = 0;  ///< the first so many are in the index
  std::size_t there_ = 0;
};

}  // namespace firebreak
