#include "core/normalise/cell_meaning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/normalise/attributes.hpp"
#include "core/normalise/moments.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

template <class T>
CellMeaning of_word(const Word<T>& word, std::string_view (*name)(T)) {
  if (word.unreadable || word.ambiguous) return {CellState::unread, {}};
  if (!word.value) return {};
  return {word.assumed ? CellState::assumed : CellState::read, std::string(name(*word.value))};
}

CellMeaning of_number(const Parsed& parsed) {
  if (parsed.unreadable || parsed.impossible) return {CellState::unread, {}};
  if (!parsed.value) return {};
  return {parsed.assumed ? CellState::assumed : CellState::read,
          fmt::format("{:.6g}", *parsed.value)};
}

CellMeaning of_year(const ParsedYear& year) {
  if (year.unreadable || year.impossible) return {CellState::unread, {}};
  if (year.missing()) return {};
  const auto end = [](std::optional<int> y) { return y ? std::to_string(*y) : std::string("…"); };
  return {year.assumed ? CellState::assumed : CellState::read,
          year.exact() ? end(year.from) : end(year.from) + "–" + end(year.to)};
}

CellMeaning of_form(std::string_view text) {
  const ParsedHydrantForm form = parse_hydrant_form(text);
  if (form.unreadable) return {CellState::unread, {}};
  std::string all;
  const auto add = [&](std::string_view word) {
    if (!all.empty()) all += ' ';
    all += word;
  };
  if (form.kind) add(hydrant_kind_name(*form.kind));
  if (form.below_ground) add(*form.below_ground ? "under" : "above");
  if (form.owner) add(owner_name(*form.owner));
  return {all.empty() ? CellState::empty : CellState::read, all};
}

/// A coordinate in any of its forms, as the ledgers are located by (io/sheet_places.cpp).
CellMeaning of_coordinate(const Field& field, std::string_view text) {
  if (means_missing(tidy(text))) return {};
  if (field.name == "lonlat") {
    const ParsedPlace place = parse_lonlat(text);
    if (!place.place) return {CellState::unread, {}};
    return {place.assumed ? CellState::assumed : CellState::read,
            fmt::format("{:.6f}, {:.6f}", place.place->lon_deg, place.place->lat_deg)};
  }
  const Parsed angle = parse_angle_deg(text);
  if (angle.value) return {CellState::read, fmt::format("{:.10g}", *angle.value)};
  const bool number = text.find_first_not_of("0123456789.,+- ") == std::string_view::npos &&
                      text.find_first_of("0123456789") != std::string_view::npos;
  return number ? CellMeaning{CellState::read, std::string(text)}
                : CellMeaning{CellState::unread, {}};
}

CellMeaning of_time(std::string_view text) {
  if (means_missing(tidy(text))) return {};
  std::string moment = iso_moment(text);
  return moment.empty() ? CellMeaning{CellState::unread, {}}
                        : CellMeaning{CellState::read, std::move(moment)};
}

CellMeaning of_text(std::string_view text) {
  if (text.empty()) return {};
  return {CellState::read, std::string(text)};
}

CellMeaning of_obstacle_word(std::string_view field, std::string_view text) {
  if (field == "kind") return of_word(parse_obstacle_kind(text), obstacle_kind_name);
  if (field == "opening") return of_word(parse_opening(text), opening_name);
  if (field == "occasion") return of_word(parse_occasion(text), occasion_word);
  return of_text(text);
}

CellMeaning of_building_word(std::string_view field, std::string_view text) {
  if (field == "structure") return of_word(parse_structure(text), structure_name);
  if (field == "fire_grade") return of_word(parse_fire_grade(text), grade_word);
  return of_word(parse_use(text), use_name);
}

CellMeaning of_hydrant_word(std::string_view field, std::string_view text) {
  if (field == "status") return of_word(parse_hydrant_status(text), hydrant_status_name);
  if (field == "main_layout") return of_word(parse_main_layout(text), main_layout_name);
  if (field == "owner") return of_word(parse_owner(text), owner_name);
  return of_form(text);
}

CellMeaning of_road_word(std::string_view field, std::string_view text) {
  if (field == "class") return of_word(parse_road_class(text), road_class_name);
  if (field == "one_way") return of_word(parse_one_way(text), one_way_word);
  if (field == "state") return of_word(parse_in_use(text), truth_word);
  return of_word(parse_access(text), access_word);
}

CellMeaning of_closed_list(Role role, std::string_view field, std::string_view text) {
  switch (role) {
    case Role::buildings:
      return of_building_word(field, text);
    case Role::hydrants:
      return of_hydrant_word(field, text);
    case Role::roads:
      return of_road_word(field, text);
    case Role::obstacles:
      return of_obstacle_word(field, text);
    case Role::barriers:
      return field == "kind" ? of_word(parse_barrier_kind(text), barrier_kind_word) : of_text(text);
    case Role::key_sites:
      return of_word(parse_site_category(text), site_category_name);
    case Role::management_units:
      return of_word(parse_unit_level(text), unit_level_word);
    default:
      return of_text(text);
  }
}

/// Cells of this kind are looked at as they are, whatever they hold.
bool is_plain(const Field& field) {
  return field.kind == FieldKind::text;
}

class Counting {
 public:
  Counting(Role role, const Field& field, Unit unit, const Column& column, const Column& shown)
      : role_(role), field_(field), unit_(unit), column_(column), shown_(shown) {}

  void add(std::size_t row) {
    if (!column_.has(row)) return void(++report_.empty);
    // Few numbers stand twice in a large layer: each is read.
    if (column_.type != ColumnType::text)
      return count(meaning_of(role_, field_, unit_, column_, row), row);
    const std::string_view cell = column_.texts[row];
    if (is_plain(field_)) {
      // A text is its own meaning: only the first three are copied.
      if (!cell.empty() && report_.examples.size() == 3) return void(++report_.read);
      return count(of_text(cell), row);
    }
    auto known = known_.find(cell);
    if (known == known_.end()) {
      const CellMeaning read = meaning_of(role_, field_, unit_, cell);
      if (known_.size() >= 4096) return count(read, row);
      known = known_.emplace(cell, read).first;
    }
    count(known->second, row);
  }

  ColumnReport finish() {
    report_.different_not_read = unread_.size();
    for (auto& [cell, count] : unread_) report_.not_read.push_back({cell, count});
    std::sort(report_.not_read.begin(), report_.not_read.end(), [](const auto& a, const auto& b) {
      return a.count != b.count ? a.count > b.count : a.cell < b.cell;
    });
    if (report_.not_read.size() > listed_values) report_.not_read.resize(listed_values);
    return std::move(report_);
  }

 private:
  void count(const CellMeaning& read, std::size_t row) {
    switch (read.state) {
      case CellState::empty:
        ++report_.empty;
        return;
      case CellState::unread:
        ++report_.unread;
        if (unread_.size() < 4096) ++unread_[cell_text(shown_, row)];
        return;
      case CellState::read:
        ++report_.read;
        break;
      case CellState::assumed:
        ++report_.assumed;
        break;
    }
    if (report_.examples.size() < 3) example(cell_text(shown_, row), read.meaning);
  }

  /// The first three different values.
  void example(std::string cell, const std::string& meaning) {
    for (const ValueExample& known : report_.examples)
      if (known.cell == cell) return;
    report_.examples.push_back({std::move(cell), meaning});
  }

  Role role_;
  const Field& field_;
  Unit unit_;
  const Column& column_;
  const Column& shown_;
  ColumnReport report_;
  std::unordered_map<std::string_view, CellMeaning> known_;
  std::unordered_map<std::string, std::uint64_t> unread_;
};

}  // namespace

CellMeaning meaning_of(Role role, const Field& field, Unit unit, std::string_view text) {
  switch (field.kind) {
    case FieldKind::text:
      return of_text(text);
    case FieldKind::time:
      return of_time(text);
    case FieldKind::word:
      return of_closed_list(role, field.name, text);
    case FieldKind::truth:
      return of_word(parse_truth(text), truth_word);
    case FieldKind::year:
      return of_year(parse_year(text, unit));
    case FieldKind::storeys:
      return of_number(parse_storeys(text).above);
    case FieldKind::quantity:
      return of_number(parse_quantity(field.quantity, text, unit));
    case FieldKind::coordinate:
      return of_coordinate(field, text);
  }
  return {};
}

CellMeaning meaning_of(Role role, const Field& field, Unit unit, const Column& column,
                       std::size_t row) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return meaning_of(role, field, unit, column.texts[row]);
  if (field.kind == FieldKind::year) return of_year(parse_year(column, row, unit));
  if (field.kind == FieldKind::storeys) return of_number(parse_storeys(column, row).above);
  if (field.kind == FieldKind::quantity)
    return of_number(parse_quantity(field.quantity, column, row, unit));
  return meaning_of(role, field, unit, cell_text(column, row));
}

ColumnReport report_of(Role role, const Field& field, Unit unit, const Column& column,
                       const Column* as_in_file) {
  Counting counting(role, field, unit, column, as_in_file != nullptr ? *as_in_file : column);
  for (std::size_t row = 0; row < column.size(); ++row) counting.add(row);
  return counting.finish();
}

ColumnReport report_of(const Column& column) {
  static constexpr Field none{"", FieldKind::text};
  return report_of(Role::reference, none, Unit::none, column);
}

}  // namespace firebreak
