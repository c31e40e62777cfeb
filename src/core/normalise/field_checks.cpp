#include "core/normalise/field_checks.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/base/text.hpp"
#include "core/model/lane_ids.hpp"

namespace firebreak {

namespace {

using State = FieldChecks::State;

/// Finds rows by their id; the map is made when the first one is asked for.
class Finder {
 public:
  template <class Ids>
  std::optional<std::uint32_t> find(const std::string& id, const Ids& ids) {
    if (!made_) {
      const Texts texts = ids();
      for (std::uint32_t i = 0; i < texts.size(); ++i) rows_.emplace(std::string(texts[i]), i);
      made_ = true;
    }
    const auto found = rows_.find(id);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::string, std::uint32_t> rows_;
  bool made_ = false;
};

std::optional<bool> told(const FieldCheck& check) {
  if (check.verdict == "pass") return true;
  if (check.verdict == "fail") return false;
  return std::nullopt;
}

std::optional<HydrantStatus> status_from(std::string_view name) {
  for (int s = 0; s <= static_cast<int>(HydrantStatus::unknown); ++s)
    if (hydrant_status_name(static_cast<HydrantStatus>(s)) == name)
      return static_cast<HydrantStatus>(s);
  return std::nullopt;
}

class Applying {
 public:
  explicit Applying(City& city) : city_(city) {}

  State apply(const FieldCheck& check) {
    switch (check.key.subject) {
      case CheckSubject::lane:
        return lane(check);
      case CheckSubject::building:
        return building(check);
      case CheckSubject::hydrant:
        return hydrant(check);
      case CheckSubject::data:
        return State::noted;
    }
    return State::noted;
  }

  void finish(FieldChecks& checks) {
    for (auto& [segment, check] : lanes_) checks.lanes.push_back(check);
    for (auto& [row, check] : buildings_) checks.buildings.push_back(check);
    if (hydrants_) city_.hydrants = std::make_shared<const Table<Hydrant>>(std::move(*hydrants_));
  }

 private:
  State lane(const FieldCheck& check) {
    const auto segment = lane_rows_.find(check.key.id, [&] { return lane_ids(city_); });
    if (!segment) return State::not_found;
    if (!check.measured_m) return State::noted;
    LaneCheck& entry = lanes_[*segment];
    entry.segment = *segment;
    if (check.key.field == check_field::lane_width)
      entry.width_m = check.measured_m;
    else if (check.key.field == check_field::lane_height)
      entry.height_m = check.measured_m;
    else
      return State::noted;
    return State::counted;
  }

  State building(const FieldCheck& check) {
    const auto row =
        building_rows_.find(check.key.id, [&]() -> const Texts& { return city_.buildings->ids; });
    if (!row) return State::not_found;
    if (!check.measured_m && !told(check)) return State::noted;
    BuildingCheck& entry = buildings_[*row];
    entry.building = *row;
    if (check.key.field == check_field::hydrant_distance)
      entry.hydrant_m = check.measured_m, entry.hydrant_ok = told(check);
    else if (check.key.field == check_field::way_in_width)
      entry.way_in_m = check.measured_m, entry.way_in_ok = told(check);
    else
      return State::noted;
    return State::counted;
  }

  State hydrant(const FieldCheck& check) {
    const auto row =
        hydrant_rows_.find(check.key.id, [&]() -> const Texts& { return city_.hydrants->ids; });
    if (!row) return State::not_found;
    auto status = status_from(check.status);
    if (!status && told(check))
      status = *told(check) ? HydrantStatus::working : HydrantStatus::defective;
    if (!status || check.key.field != check_field::hydrant_status) return State::noted;
    if (!hydrants_) hydrants_ = *city_.hydrants;
    Hydrant& hydrant = hydrants_->rows[*row];
    hydrant.status = *status;
    hydrant.status_basis = Basis::declared;
    hydrant.doubtful_position = false;  // somebody stood before it
    return State::counted;
  }

  City& city_;
  Finder lane_rows_, building_rows_, hydrant_rows_;
  std::map<std::uint32_t, LaneCheck> lanes_;
  std::map<std::uint32_t, BuildingCheck> buildings_;
  std::optional<Table<Hydrant>> hydrants_;
};

std::uint32_t add_source(City& city, const FieldCheckFile& file) {
  Source source;
  source.path = file.path;
  source.layer = text("field checks");
  source.driver = "CSV";
  source.encoding = "UTF-8";
  source.crs = city.crs.definition();
  source.sha256 = file.sha256;
  source.read = file.checks.size();
  source.accuracy_m = 0.25;
  source.relative_accuracy_m = 0.1;
  city.sources.push_back(std::move(source));
  return static_cast<std::uint32_t>(city.sources.size() - 1);
}

Issue lost_check(const FieldCheck& check, Origin origin) {
  Issue issue;
  issue.kind = IssueKind::field_check_lost;
  issue.severity = Severity::doubtful;
  issue.action = Action::set_aside;
  issue.origin = origin;
  issue.detail = text("the field check {} is of a thing that is not in the data any more",
                      check_key_text(check.key));
  issue.effect = text(
      "what was found on site does not count; check the place again, or take the "
      "row out of the file");
  return issue;
}

}  // namespace

void apply_field_checks(City& city, const FieldCheckFile& file) {
  if (file.checks.empty()) return;
  const std::uint32_t source = add_source(city, file);
  auto checks = std::make_shared<FieldChecks>();
  checks->records = file.checks;
  Applying applying(city);
  for (std::size_t i = 0; i < file.checks.size(); ++i) {
    const State state = applying.apply(file.checks[i]);
    checks->states.push_back(state);
    if (state != State::not_found) continue;
    ++city.sources[source].set_aside;
    city.issues.push_back(lost_check(file.checks[i], {source, static_cast<std::int64_t>(i) + 1}));
  }
  applying.finish(*checks);
  city.checks = std::move(checks);
}

}  // namespace firebreak
