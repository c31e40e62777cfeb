#pragma once

#include "core/io/project.hpp"

/// What two states of a project have in common: what has to be read or computed again, and what
/// not.
namespace firebreak::gui {

/// True if both read the same data in the same way.
inline bool same_data(const io::Project& a, const io::Project& b) {
  return a.sources == b.sources && a.crs == b.crs && a.study_area == b.study_area &&
         a.mapping == b.mapping && a.field_checks == b.field_checks &&
         a.departments == b.departments && a.land_classes == b.land_classes;
}

/// True if both judge by the same rules.
inline bool same_rules(const io::Project& a, const io::Project& b) {
  return a.profile == b.profile && a.engine == b.engine && a.overrides == b.overrides &&
         a.confirmations == b.confirmations && a.public_edition == b.public_edition &&
         a.geodesic == b.geodesic;
}

/// The plan of this name; null for the city as it is, which has none.
inline const Scenario* plan_named(const io::Project& project, const std::string& name) {
  for (const Scenario& scenario : project.scenarios)
    if (!name.empty() && scenario.name == name) return &scenario;
  return nullptr;
}

inline const Scenario* scenario_of(const io::Project& project) {
  return plan_named(project, project.scenario);
}

/// A plan is not compared with itself: where the plan compared with is shown now, it is compared
/// with the one shown before. One that is no more is not compared with.
inline void keep_plans_apart(const io::Project& before, io::Project& now) {
  std::string& against = now.view.against;
  if (!against.empty() && against == now.scenario) against = before.scenario;
  if (against == now.scenario || plan_named(now, against) == nullptr) against.clear();
}

inline bool same_scenario(const io::Project& a, const io::Project& b) {
  const Scenario* x = scenario_of(a);
  const Scenario* y = scenario_of(b);
  if (x == nullptr || y == nullptr) return x == y;
  return *x == *y;
}

}  // namespace firebreak::gui
