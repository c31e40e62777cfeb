#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firebreak {

/// What a row of the field-check list is about.
enum class CheckSubject : std::uint8_t { lane, building, hydrant, data };
std::string_view check_subject_name(CheckSubject subject);  ///< "lane": the word in files
std::optional<CheckSubject> check_subject_from(std::string_view name);

/// The figures that can be settled in the field: the names are those of files.
namespace check_field {
inline constexpr std::string_view lane_width = "clear_width_m";
inline constexpr std::string_view lane_height = "clear_height_m";
inline constexpr std::string_view hydrant_distance = "hydrant_distance_m";
inline constexpr std::string_view way_in_width = "way_in_width_m";
inline constexpr std::string_view hydrant_status = "status";
}  // namespace check_field

/// Names one row of the list for years: the stable id of the thing and the figure in question.
struct CheckKey {
  CheckSubject subject = CheckSubject::lane;
  std::string id;
  std::string field;
  friend auto operator<=>(const CheckKey&, const CheckKey&) = default;
};
/// "lane|w12_3f9|clear_width_m"
std::string check_key_text(const CheckKey& key);
/// Empty if the text names no row.
std::optional<CheckKey> check_key_from(std::string_view text);

/// What somebody found on site about one figure.
struct FieldCheck {
  CheckKey key;
  std::optional<double> measured_m;  ///< widths, heights and distances
  std::string status;                ///< of a hydrant: the word of `hydrant_status_name`
  std::string verdict;               ///< "pass", "fail", "unclear" or empty
  std::string person;
  std::string date;  ///< "2026-11-25" where it could be read, else as written
  std::string photo;
  std::string note;
  friend bool operator==(const FieldCheck&, const FieldCheck&) = default;
};

/// Checks of one lane and one building, found by their position in the city.
struct LaneCheck {
  std::uint32_t segment = 0;
  std::optional<double> width_m;
  std::optional<double> height_m;
  friend bool operator==(const LaneCheck&, const LaneCheck&) = default;
};
struct BuildingCheck {
  std::uint32_t building = 0;
  std::optional<double> hydrant_m;  ///< distance or length of the hose that was measured
  std::optional<bool> hydrant_ok;   ///< what was found without a figure
  std::optional<double> way_in_m;   ///< narrowest place of the way in
  std::optional<bool> way_in_ok;
  friend bool operator==(const BuildingCheck&, const BuildingCheck&) = default;
};

/// What was found on site, as a city holds it.
struct FieldChecks {
  enum class State : std::uint8_t { counted, noted, not_found };
  std::vector<FieldCheck> records;
  std::vector<State> states;             ///< one per record
  std::vector<LaneCheck> lanes;          ///< in the order of the segments
  std::vector<BuildingCheck> buildings;  ///< in the order of the buildings

  bool empty() const { return records.empty() && lanes.empty() && buildings.empty(); }
  const LaneCheck* lane(std::uint32_t segment) const;
  friend bool operator==(const FieldChecks&, const FieldChecks&) = default;
};
std::string_view check_state_name(FieldChecks::State state);

}  // namespace firebreak
