#include "core/session/check_merge.hpp"

#include <algorithm>
#include <map>

#include "core/base/text.hpp"
#include "core/model/lane_ids.hpp"
#include "core/normalise/moments.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {

namespace {

void add_ids(const io::RiskFile& risk, const char* table, const char* column,
             std::set<std::string, std::less<>>& to) {
  if (!risk.has_table(table)) return;
  const FeatureTable rows = risk.read_table(table);
  const Column* ids = rows.column(column);
  for (std::size_t row = 0; ids != nullptr && row < rows.rows(); ++row)
    if (ids->has(row)) to.emplace(ids->texts[row]);
}

void add_ids(const Texts& ids, std::set<std::string, std::less<>>& to) {
  for (std::size_t i = 0; i < ids.size(); ++i) to.emplace(ids[i]);
}

/// "pass", "fail", "unclear"; empty for anything else.
std::string verdict_from(std::string_view written) {
  const std::string word = folded_name(written);
  const auto any = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view w) { return word == folded_name(w); });
  };
  if (any({"meets the rule", "符合", "pass", "passes", "ok", "yes", "合格", "是", "达标", "满足"}))
    return "pass";
  if (any({"falls short", "不符合", "fail", "fails", "no", "不合格", "否", "不达标", "不满足"}))
    return "fail";
  if (any({"could not be checked", "无法核实", "unclear", "待核实", "不清楚"})) return "unclear";
  return {};
}

/// The largest figure that can be true.
double most_m(std::string_view field) {
  if (field == check_field::lane_height) return 30;
  return field == check_field::hydrant_distance ? 5000 : 100;
}

/// A returned row as a check, or why it is none.
struct Reading {
  FieldCheck check;
  std::string refused;
  std::string contradiction;
  std::string remark;
};

void read_figure(const io::ReturnedRow& row, Reading& out) {
  if (row.measured.empty()) return;
  if (row.key->subject == CheckSubject::hydrant) {
    const auto status = parse_hydrant_status(row.measured);
    if (!status.value)
      out.refused = text("\"{}\" is no state of a hydrant", row.measured);
    else
      out.check.status = hydrant_status_name(*status.value);
    return;
  }
  if (row.key->subject == CheckSubject::data) {
    out.check.note = row.measured;
    return;
  }
  const Parsed parsed = parse_length_m(row.measured);
  if (!parsed.value || parsed.upto || parsed.bound != Bound::exact)
    out.refused = text("\"{}\" is no single length", row.measured);
  else if (!(*parsed.value >= 0 && *parsed.value <= most_m(row.key->field)))
    out.refused = text("\"{}\" cannot be true", row.measured);
  else
    out.check.measured_m = *parsed.value;
}

Reading read_row(const io::ReturnedRow& row, const KnownIds& known) {
  Reading out;
  if (!row.key) {
    out.refused = text("a row without id: what was written there is not taken");
    return out;
  }
  FieldCheck& check = out.check;
  check.key = *row.key;
  if (!known.knows(check.key)) {
    out.refused = text("nothing of this id is in these data");
    return out;
  }
  read_figure(row, out);
  check.verdict = verdict_from(row.verdict);
  if (check.verdict.empty() && !row.verdict.empty())
    out.remark = text("the finding \"{}\" is not understood", row.verdict);
  check.person = row.person;
  check.date = iso_date(row.date);
  check.photo = row.photo;
  if (!row.remarks.empty()) check.note += (check.note.empty() ? "" : "; ") + row.remarks;
  if (out.refused.empty() && !check.measured_m && check.status.empty() && check.verdict.empty() &&
      check.note.empty())
    out.refused = out.remark;
  if (check.key.subject == CheckSubject::lane && !check.measured_m && !check.verdict.empty())
    out.remark = text("noted; without a measured width it does not count");
  const Parsed limit = parse_length_m(row.limit);
  if (check.measured_m && limit.value && (check.verdict == "pass" || check.verdict == "fail")) {
    const bool ok = check.key.field == check_field::hydrant_distance
                        ? *check.measured_m <= *limit.value
                        : *check.measured_m >= *limit.value;
    if (ok != (check.verdict == "pass"))
      out.contradiction = text("{:g} m measured against {:g} m, but \"{}\" written",
                               *check.measured_m, *limit.value, row.verdict);
  }
  return out;
}

std::string words_of(const FieldCheck& check) {
  std::string words;
  if (check.measured_m) words = fmt::format("{:g} m", *check.measured_m);
  if (!check.status.empty()) words = translate(check.status);
  const char* verdict = check.verdict == "pass"   ? "meets the rule"
                        : check.verdict == "fail" ? "falls short"
                                                  : "could not be checked";
  if (!check.verdict.empty())
    words += (words.empty() ? "" : ", ") + std::string(translate(verdict));
  if (words.empty()) words = check.note;
  std::string by = check.person;
  if (!check.date.empty()) by += (by.empty() ? "" : " ") + check.date;
  return by.empty() ? words : words + " (" + by + ")";
}

bool same_finding(const FieldCheck& a, const FieldCheck& b) {
  return a.measured_m == b.measured_m && a.status == b.status && a.verdict == b.verdict;
}

class Merging {
 public:
  Merging(std::span<const FieldCheck> stored, bool take_conflicts)
      : take_conflicts_(take_conflicts) {
    for (const FieldCheck& check : stored) stored_[check.key] = check;
  }

  void tell(MergeKind kind, const io::ReturnedRow& row, std::string words) {
    out_.lines.push_back(
        {kind, row.sheet, row.row, row.key ? check_key_text(*row.key) : "", std::move(words)});
  }

  void take(const io::ReturnedRow& row, const Reading& reading) {
    const FieldCheck& check = reading.check;
    const std::string after =
        words_of(check) + (reading.remark.empty() ? "" : "; " + reading.remark);
    const auto known = stored_.find(check.key);
    if (!reading.contradiction.empty()) {
      tell(MergeKind::conflict, row, reading.contradiction);
      if (take_conflicts_) stored_[check.key] = check;
      return;
    }
    if (known == stored_.end()) {
      tell(MergeKind::added, row, after);
      stored_[check.key] = check;
    } else if (known->second == check) {
      tell(MergeKind::same, row, after);
    } else {
      const FieldCheck& old = known->second;
      const bool later = !check.date.empty() && check.date > old.date;
      const bool conflict = !same_finding(old, check) && !later;
      tell(conflict ? MergeKind::conflict : MergeKind::changed, row,
           text("stored: {}; workbook: {}", words_of(old), after));
      if (!conflict || take_conflicts_) stored_[check.key] = check;
    }
  }

  CheckMerge finish() {
    for (auto& [key, check] : stored_) out_.merged.push_back(std::move(check));
    return std::move(out_);
  }

 private:
  bool take_conflicts_;
  std::map<CheckKey, FieldCheck> stored_;
  CheckMerge out_;
};

}  // namespace

bool KnownIds::knows(const CheckKey& key) const {
  switch (key.subject) {
    case CheckSubject::lane:
      return lanes.contains(key.id);
    case CheckSubject::building:
      return buildings.contains(key.id);
    case CheckSubject::hydrant:
      return hydrants.contains(key.id);
    case CheckSubject::data:
      return true;
  }
  return false;
}

KnownIds ids_of(const io::RiskFile& risk) {
  KnownIds ids;
  add_ids(risk, "fire_lanes", "lane_id", ids.lanes);
  add_ids(risk, "building_risk", "building_id", ids.buildings);
  add_ids(risk, "hydrant_reach", "hydrant_id", ids.hydrants);
  return ids;
}

KnownIds ids_of(const City& city) {
  KnownIds ids;
  add_ids(lane_ids(city), ids.lanes);
  add_ids(city.buildings->ids, ids.buildings);
  add_ids(city.hydrants->ids, ids.hydrants);
  return ids;
}

std::size_t CheckMerge::count(MergeKind kind) const {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const MergeLine& line) { return line.kind == kind; }));
}

CheckMerge merge_checks(std::span<const io::ReturnedRow> rows, std::span<const FieldCheck> stored,
                        const KnownIds& known, bool take_conflicts) {
  std::vector<Reading> readings;
  std::map<CheckKey, std::vector<std::size_t>> by_key;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    readings.push_back(read_row(rows[i], known));
    if (readings.back().refused.empty()) by_key[readings.back().check.key].push_back(i);
  }
  Merging merging(stored, take_conflicts);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Reading& reading = readings[i];
    if (!reading.refused.empty()) {
      merging.tell(MergeKind::refused, rows[i], reading.refused);
      continue;
    }
    const auto& twins = by_key[reading.check.key];
    const auto other = std::find_if(twins.begin(), twins.end(), [&](std::size_t t) {
      return !same_finding(readings[t].check, reading.check);
    });
    if (other != twins.end())
      merging.tell(MergeKind::conflict, rows[i],
                   text("{}; sheet {}, row {} says {}: neither is taken", words_of(reading.check),
                        rows[*other].sheet, rows[*other].row, words_of(readings[*other].check)));
    else if (twins.front() == i)
      merging.take(rows[i], reading);
  }
  return merging.finish();
}

std::string iso_date(const std::string& written) {
  constexpr std::size_t whole_day = 10;
  const std::string moment = iso_moment(written);
  return moment.size() >= whole_day ? moment.substr(0, whole_day) : written;
}

}  // namespace firebreak
