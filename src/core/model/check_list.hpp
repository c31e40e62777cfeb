#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/geo/point.hpp"
#include "core/model/field_check.hpp"

namespace firebreak {

/// One thing to look at on site.
struct CheckItem {
  CheckKey key;
  std::string kind;   ///< in words: "fire lane"
  std::string place;  ///< in words
  std::string what;   ///< what is to be checked, in words
  std::optional<double> value_m;
  std::string value_words;  ///< instead of a number: "to be verified", a hydrant's state
  std::optional<double> limit_m;
  double impact = 0;     ///< buildings whose verdict hangs on it
  double chance = 0;     ///< of failing, 0 to 1
  int priority = 3;      ///< 1 from a score of 10 buildings, 2 from 1, else 3
  std::optional<Xy> at;  ///< in the CRS of the result
  std::optional<LonLat> place_deg;
  double score() const { return impact * chance; }
};

/// The list of one town; most urgent first.
struct CheckSheet {
  std::string town;         ///< empty: the result has no management units
  std::string responsible;  ///< empty in the public edition
  std::vector<CheckItem> items;
};

struct CheckList {
  std::string title;
  std::string crs;
  std::string date;  ///< of the result
  bool public_edition = false;
  std::vector<CheckSheet> sheets;
};

}  // namespace firebreak
