#include "core/normalise/attributes.hpp"

#include <algorithm>
#include <array>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/base/text.hpp"

namespace firebreak {

FieldColumn FieldColumns::operator[](std::string_view name) const {
  const Recognition& recognition = layer_.recognition;
  const Field* field = find_field(recognition.role, name);
  if (field == nullptr)
    throw Error(ErrorKind::internal, "The role {} has no field {}.", role_name(recognition.role),
                name);
  const FieldMatch* match = recognition.field(name);
  if (match == nullptr || match->column >= layer_.raw.columns.size())
    return {field, nullptr, Unit::none};
  for (const auto& [column, translated] : layer_.translated)
    if (column == match->column) return {field, &translated, match->unit};
  return {field, &layer_.raw.columns[match->column], match->unit};
}

std::string_view cell_view(const Column& column, std::size_t row, std::string& buffer) {
  if (column.type == ColumnType::text) return column.texts[row];
  buffer = cell_text(column, row);
  return buffer;
}

Parsed CellReader::parsed(const FieldColumn& from, std::size_t row) {
  if (!from.has(row)) return {};
  const Parsed read = parse_quantity(from.field->quantity, *from.column, row, from.unit);
  if (read.assumed || read.impossible || read.unreadable)
    note(issue_of(read, from.field->name, cell_view(*from.column, row, buffer_), origin(row)), row);
  return read;
}

std::optional<float> CellReader::number(const FieldColumn& from, std::size_t row) {
  const Parsed read = parsed(from, row);
  if (!read.value) return std::nullopt;
  return static_cast<float>(*read.value);
}

void CellReader::bounded(const FieldColumn& from, std::size_t row, std::optional<float>& value,
                         std::optional<float>& below) {
  const Parsed read = parsed(from, row);
  if (!read.value) return;
  (read.bound == Bound::at_most ? below : value) = static_cast<float>(*read.value);
}

ParsedYear CellReader::year(const FieldColumn& from, std::size_t row) {
  if (!from.has(row)) return {};
  const ParsedYear read = parse_year(*from.column, row, from.unit);
  if (read.assumed || read.impossible || read.unreadable)
    note(issue_of(read, from.field->name, cell_view(*from.column, row, buffer_), origin(row)), row);
  return read;
}

std::optional<float> CellReader::storeys(const FieldColumn& from, std::size_t row) {
  if (!from.has(row)) return std::nullopt;
  const Parsed read = parse_storeys(*from.column, row).above;
  if (read.assumed || read.impossible || read.unreadable)
    note(issue_of(read, from.field->name, cell_view(*from.column, row, buffer_), origin(row)), row);
  if (!read.value) return std::nullopt;
  return static_cast<float>(*read.value);
}

std::string_view CellReader::text(const FieldColumn& from, std::size_t row) {
  if (!from.has(row)) return {};
  return cell_view(*from.column, row, buffer_);
}

void CellReader::note(std::optional<Issue> issue, std::size_t row) {
  if (!issue) return;
  if (const Box& box = intake_.raw().shapes.boxes[row]; !box.empty()) issue->at = box.centre();
  const IssueClass of = class_of(*issue);
  if (noted_[of]++ < IssueLog::listed_per_class)
    issues_.push_back(std::move(*issue));
  else
    uncounted_.emplace_back(of, issue->origin.fid);
}

void CellReader::report(IssueLog& log) {
  log.add_all(std::move(issues_));
  issues_.clear();
  for (const auto& [of, fid] : uncounted_) log.count(of, fid);
  uncounted_.clear();
}

std::string_view truth_word(bool value) {
  return value ? "yes" : "no";
}

std::string_view grade_word(std::uint8_t grade) {
  static constexpr std::array<std::string_view, 5> words{"?", "I", "II", "III", "IV"};
  return words[std::min<std::size_t>(grade, 4)];
}

std::string_view one_way_word(OneWay value) {
  return value == OneWay::no ? "no" : value == OneWay::forward ? "forward" : "backward";
}

std::string_view access_word(Access value) {
  switch (value) {
    case Access::yes:
      return "yes";
    case Access::private_:
      return "private";
    case Access::no:
      return "no";
    case Access::emergency:
      return "emergency";
  }
  return {};
}

std::string_view occasion_word(Occasion value) {
  switch (value) {
    case Occasion::always:
      return "always";
    case Occasion::day:
      return "day";
    case Occasion::night:
      return "night";
    case Occasion::market:
      return "market";
  }
  return {};
}

std::string_view barrier_kind_word(BarrierKind value) {
  switch (value) {
    case BarrierKind::wall:
      return "wall";
    case BarrierKind::rail:
      return "rail";
    case BarrierKind::water:
      return "water";
    case BarrierKind::motorway:
      return "motorway";
    case BarrierKind::fence:
      return "fence";
  }
  return {};
}

std::string_view unit_level_word(std::uint8_t level) {
  static constexpr std::array<std::string_view, 4> words{"0", "1", "2", "3"};
  return words[std::min<std::size_t>(level, 3)];
}

namespace {

struct Effect {
  Role role;
  std::string_view field;
  std::string_view sentence;
};

constexpr std::array effects{
    Effect{Role::buildings, "storeys",
           "Floor areas and heights of buildings without storeys are estimated, and ranks by floor "
           "area become less sure."},
    Effect{Role::buildings, "height_m",
           "Buildings without height count as low; rules for tall buildings are not applied to "
           "them."},
    Effect{Role::buildings, "structure",
           "Fire spread from buildings of unknown structure is estimated with the class of the "
           "profile, and the index covers less of its indicators."},
    Effect{Role::buildings, "year",
           "The age indicator of the index is left out for buildings without a year."},
    Effect{Role::buildings, "use",
           "Water wanted is taken for a dwelling or a public building, weights for a dwelling."},
    Effect{Role::hydrants, "status", "A hydrant without status counts as working."},
    Effect{Role::hydrants, "flow_lps",
           "The flow of hydrants that were not measured is taken from the profile; their radius "
           "counts in full."},
    Effect{Role::hydrants, "main_layout",
           "Hydrants on a branch main cannot be told from those on a ring."},
    Effect{Role::roads, "class",
           "Roads of unknown class count as ordinary streets for travel times and for the choice "
           "of fire lanes."},
    Effect{Role::roads, "width_m",
           "Lanes without a declared width are judged by what stands beside them alone."},
    Effect{Role::stations, "engines", "Stations without a number of engines count with one."},
    Effect{Role::management_units, "name", "Units without a name are shown by their id."},
};

}  // namespace

std::string_view effect_of_missing(Role role, std::string_view field) {
  for (const Effect& effect : effects)
    if (effect.role == role && effect.field == field) return effect.sentence;
  return {};
}

void report_missing(std::uint32_t source, std::string_view field, std::size_t missing,
                    std::size_t all, std::string_view effect, IssueLog& log) {
  if (2 * missing >= all) say_missing(source, field, missing, all, effect, log);
}

void say_missing(std::uint32_t source, std::string_view field, std::size_t missing, std::size_t all,
                 std::string_view effect, IssueLog& log) {
  if (missing == 0) return;
  Issue issue;
  issue.kind = IssueKind::missing_attribute;
  issue.severity = Severity::doubtful;
  issue.action = Action::assumed;
  issue.origin = {source, -1};
  issue.records = missing;
  issue.detail = missing == all
                     ? text("No record has a value for {}.", translate(field))
                     : text(for_count(missing, tr_key("{} of {} records has no value for {}."),
                                      tr_key("{} of {} records have no value for {}.")),
                            missing, all, translate(field));
  issue.effect = translate(effect);
  log.add(std::move(issue));
}

void report_missing_fields(const Intake& intake, IssueLog& log) {
  const RawLayer& raw = intake.raw();
  const Recognition& recognition = intake.layer.recognition;
  if (raw.size() == 0) return;
  for (const Field& field : fields_of(intake.role)) {
    const std::string_view effect = effect_of_missing(intake.role, field.name);
    // A building's use may stand in several columns, and words such as "-" say nothing about a
    // hydrant's status: they are counted when they are read.
    if (effect.empty() || (intake.role == Role::buildings && field.name == "use") ||
        (intake.role == Role::hydrants && field.name == "status"))
      continue;
    const FieldMatch* match = recognition.field(field.name);
    std::size_t missing = raw.size();
    if (match != nullptr && match->column < raw.columns.size()) {
      const auto& flags = raw.columns[match->column].missing;
      missing = static_cast<std::size_t>(std::count(flags.begin(), flags.end(), 1));
    }
    report_missing(intake.source, field.name, missing, raw.size(), effect, log);
  }
}

}  // namespace firebreak
