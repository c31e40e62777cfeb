#include "gui/spacing_words.hpp"

#include <gtest/gtest.h>

#include <optional>

/// What is said of a spacing gap first: the street, the hydrants and how far they stand apart.
namespace firebreak::gui {
namespace {

struct Gap {
  const char* street = nullptr;
  const char* side = nullptr;
  const char* verdict = "fail";
  std::optional<double> length_m{};
  double limit_m = 120;
  double red_m = 0;
  const char* from = nullptr;
  const char* to = nullptr;
};

FeatureTable table_of(const Gap& gap) {
  FeatureTable table;
  table.name = "hydrant_spacing";
  const auto add_text = [&](const char* name, const char* value) {
    Column column(name, ColumnType::text);
    if (value == nullptr)
      column.push_missing();
    else
      column.push(std::string_view(value));
    table.columns.push_back(std::move(column));
  };
  const auto add_metres = [&](const char* name, std::optional<double> value) {
    Column column(name, ColumnType::real);
    if (value)
      column.push(*value);
    else
      column.push_missing();
    table.columns.push_back(std::move(column));
  };
  add_text("street", gap.street);
  add_text("side", gap.side);
  add_text("verdict", gap.verdict);
  add_text("from_hydrant_id", gap.from);
  add_text("to_hydrant_id", gap.to);
  add_metres("gap_len_m", gap.length_m);
  add_metres("limit_m", gap.limit_m);
  add_metres("red_m", gap.red_m);
  return table;
}

TEST(SpacingWords, TheHydrantsOnBothSidesAndTheirDistanceAreTold) {
  Gap gap{"North Street"};
  gap.length_m = 184.2;
  gap.from = "H1";
  gap.to = "H2";
  EXPECT_EQ(
      spacing_words(table_of(gap), 0).toStdString(),
      "Street: North Street. Along the street the way from hydrant H1 through this stretch to "
      "hydrant H2 is 184.2 m; at most "
      "120 m is allowed.");
}

TEST(SpacingWords, TheEndOfAStreetAndAStreetWithoutHydrantsAreToldApart) {
  Gap gap;
  gap.length_m = 90;
  gap.limit_m = 60;
  gap.from = "H1";
  EXPECT_EQ(spacing_words(table_of(gap), 0).toStdString(),
            "From hydrant H1 it is 90.0 m to the end of the street; at most 60 m is allowed.");
  gap = {};
  gap.red_m = 310;
  EXPECT_EQ(spacing_words(table_of(gap), 0).toStdString(),
            "No hydrant can be reached along the streets from 310 m of this street.");
}

TEST(SpacingWords, OneSideOfAWideStreetIsJudgedByItsOwnRule) {
  EXPECT_EQ(spacing_rule_key(table_of({nullptr, "left"}), 0), "hydrants.both_sides_width_m");
  EXPECT_EQ(spacing_rule_key(table_of({nullptr, "both"}), 0), "hydrants.spacing_m");
}

}  // namespace
}  // namespace firebreak::gui
