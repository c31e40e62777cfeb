#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/params.hpp"

namespace firebreak {

/// One number of a code profile with where it comes from. Only `value_mark` decides whether a
/// verdict is confirmed: V1, V2 and D are; VP and M are not until the user confirms them
/// (product.md 7.6).
struct ProfileValue {
  ParamValue value;
  std::string unit;
  std::string rule;    ///< "H1-CN"
  std::string clause;  ///< "GB 50974-2014 7.2.5"
  std::string force;   ///< mandatory_2022, technical_method, planning_standard, local …
  std::string edition;
  std::string superseded_by;
  std::string value_mark;  ///< V2, V1, VP, M, D
  std::string clause_mark;
  std::vector<std::string> sources;
  std::string note;
  std::string note_zh;
  std::string given_by;      ///< "profile", "project", "command line", "default"
  std::string confirmed_by;  ///< name, date and document, if the user confirmed the clause

  /// Whether the value may be relied on.
  bool confirmed() const { return !confirmed_by.empty() || firm(value_mark); }
  /// Whether the number of the clause may be cited too.
  bool clause_confirmed() const {
    return !confirmed_by.empty() || (firm(value_mark) && firm(clause_mark));
  }

 private:
  static bool firm(const std::string& mark) { return mark != "M" && mark != "VP"; }
};

/// The numbers of a national code: full parameter key -> value, e.g. "hydrants.radius_m".
struct Profile {
  std::string name;  ///< "cn-gb"
  std::string title;
  std::string title_zh;
  std::string edition;
  std::map<std::string, ProfileValue> values;
};

/// An engine that must pass (data/vehicles.toml).
struct Vehicle {
  std::string name;  ///< light, pumper, aerial
  double body_width_m = 2.5;
  double side_margin_m = 0.25;
  double length_m = 8.2;
  double height_m = 3.4;
  double wheelbase_m = 4.5;
  double front_overhang_m = 1.5;
  double rear_overhang_m = 2.2;
  double outer_radius_m = 10.5;
  double required_width_m() const { return body_width_m + 2 * side_margin_m; }
  friend bool operator==(const Vehicle&, const Vehicle&) = default;
};

}  // namespace firebreak
