#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/geo/point.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/unit_places.hpp"

namespace firebreak {

/// The management units of a result (`unit_summary`): towns, communities and grids, one within
/// the other. The row without an id tells what lies in no unit.
class UnitTree {
 public:
  explicit UnitTree(std::optional<FeatureTable> table);

  /// `unit_summary`, or null where the result has none.
  const FeatureTable* table() const { return table_ ? &*table_ : nullptr; }
  /// Rows of the units that lie in no other, in the order of the table.
  std::vector<std::size_t> towns() const;
  /// What the unit is called; its id where it has no name.
  std::string name(std::size_t row) const;
  std::optional<std::size_t> row(std::string_view unit_id) const;
  /// From the town down to the unit itself.
  std::vector<std::size_t> chain_of(std::size_t row) const;
  /// From the town down to the unit that what stands there belongs to; empty outside all units.
  std::vector<std::size_t> chain_at(Xy at) const;
  /// The unit and all below it, in the order of the table.
  std::vector<std::uint32_t> within(std::size_t row) const;
  /// The box of the unit and of all below it.
  Box box(std::size_t row) const { return places_.box(table_->shapes, row); }
  /// By row of the table, whose shapes it asks for.
  const UnitPlaces& places() const { return places_; }

 private:
  std::optional<FeatureTable> table_;
  std::map<std::string, std::size_t, std::less<>> row_of_;
  UnitPlaces places_;
};

}  // namespace firebreak
