#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/text.hpp"
#include "core/geo/point.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What is planned of a new hydrant; what is left open counts as the rules have it for any hydrant.
struct HydrantFacts {
  HydrantKind kind = HydrantKind::hydrant;
  std::optional<double> flow_lps = {};
  std::optional<double> main_mm = {};
  MainLayout main_layout = MainLayout::unknown;
  std::string name = {};
  friend bool operator==(const HydrantFacts&, const HydrantFacts&) = default;
};
struct AddHydrant {
  std::string id;
  Xy at;
  HydrantFacts facts = {};
  friend bool operator==(const AddHydrant&, const AddHydrant&) = default;
};
struct MoveHydrant {
  std::string id;
  Xy to;
  friend bool operator==(const MoveHydrant&, const MoveHydrant&) = default;
};
/// Out of service, or back in it: `off = false` also repairs one that is defective or gives too
/// little. A working one that an edit before it took out only comes back as it was.
struct SwitchHydrant {
  std::string id;
  bool off = true;
  friend bool operator==(const SwitchHydrant&, const SwitchHydrant&) = default;
};
/// Something that stands in the way: one point, or a line.
struct AddObstacle {
  std::string id;
  ObstacleKind kind = ObstacleKind::unknown;
  std::vector<Xy> line;
  friend bool operator==(const AddObstacle&, const AddObstacle&) = default;
};
struct ClearObstacle {
  std::string id;
  friend bool operator==(const ClearObstacle&, const ClearObstacle&) = default;
};
/// A lane made as wide as this all along, whatever stands beside it now: walls moved back, a yard
/// opened. Posted limits stay.
struct WidenLane {
  std::string id;
  double width_m = 0;
  friend bool operator==(const WidenLane&, const WidenLane&) = default;
};
struct AddStation {
  std::string id;
  std::string name;
  Xy at;
  friend bool operator==(const AddStation&, const AddStation&) = default;
};
struct MoveStation {
  std::string id;
  Xy to;
  friend bool operator==(const MoveStation&, const MoveStation&) = default;
};
struct SwitchStation {
  std::string id;
  bool off = true;
  friend bool operator==(const SwitchStation&, const SwitchStation&) = default;
};
/// One edit of a what-if. Places are in the coordinates of the scenario's CRS (City::to_crs when
/// they are made), so that a scenario outlives a reload; features are named by their stable ids.
using Edit = std::variant<AddHydrant, MoveHydrant, SwitchHydrant, AddObstacle, ClearObstacle,
                          WidenLane, AddStation, MoveStation, SwitchStation>;

/// A named list of edits over an unchanged city; a later edit of the same thing wins.
struct Scenario {
  std::string name;
  std::vector<Edit> edits;
  std::string crs = {};  ///< of the places ("EPSG:25832"); empty: the city's
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// A city as it would be.
struct Applied {
  City city;
  std::vector<std::string> lost;  ///< complete sentences about edits whose feature is not there
};

/// The city with the scenario's edits. Pure; tables that no edit touches stay the same pointer,
/// those touched have their index built anew. Places are moved into the city's CRS first; an edit
/// whose place does not exist there is lost. Nothing is erased, only switched off: positions of
/// features stay what they were, new ones follow at the end.
Applied apply(const City& base, const Scenario& scenario);

/// What `apply` makes of single hydrants; places are in city metres.
Hydrant planned_hydrant(const HydrantFacts& facts, Xy at, Origin origin);
void move_hydrant(Hydrant& hydrant, Xy to);
void switch_hydrant(Hydrant& hydrant, bool off);
/// The source that it gives to what a scenario adds: the last one of the city.
Source planned_source(const City& base, const std::string& scenario);

/// The scenario with its places in the city's CRS, and that CRS named. Places that cannot be moved
/// there become infinite. Throws `Error` (file) if there is no way from one CRS to the other.
Scenario in_crs_of(const City& city, Scenario scenario);

/// An edit as words and places, the way files hold it.
struct EditFields {
  std::string what;  ///< "add_hydrant", "move_hydrant", "switch_off_hydrant" …
  std::string id, name, kind;
  std::vector<Xy> places;  ///< in the coordinates of the scenario's CRS
  std::string main_layout = {};
  std::optional<double> flow_lps = {}, main_mm = {}, width_m = {};
};
EditFields fields_of(const Edit& edit);
/// Empty if the fields make no edit: an unknown word, no id, no place where one is needed.
std::optional<Edit> edit_from(const EditFields& fields);
/// What it does, in a few words: an English key ("Hydrant added").
std::string_view edit_words(const Edit& edit);
/// The id of the feature it is about.
const std::string& edit_target(const Edit& edit);

}  // namespace firebreak
