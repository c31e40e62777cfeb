#include "gui/rules_state.hpp"

#include <algorithm>
#include <set>

#include "core/analysis/assessment.hpp"
#include "core/analysis/settings.hpp"
#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/rule_file.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

std::vector<RuleRow> rule_rows(const io::Project& project, const Profile& profile) {
  std::vector<RuleRow> rows;
  std::set<std::string> declared;
  const auto finish = [&](RuleRow& row) {
    row.value = row.given.value;
    if (const auto own = project.overrides.find(row.key); own != project.overrides.end()) {
      row.value = own->second;
      row.changed = true;
    }
    for (const io::Confirmation& confirmation : project.confirmations)
      if (confirmation.key == row.key) row.confirmation = &confirmation;
  };
  for (const DeclaredParam& param : declared_params()) {
    RuleRow row;
    row.param = &param;
    row.is_read = true;
    row.key = param.key;
    if (const auto found = profile.values.find(param.key); found != profile.values.end()) {
      row.given = found->second;
      row.in_profile = true;
    } else {
      row.given.value = param.fallback;
      row.given.value_mark = row.given.clause_mark = "D";
    }
    finish(row);
    declared.insert(param.key);
    rows.push_back(std::move(row));
  }
  for (const auto& [key, value] : profile.values) {
    if (declared.contains(key)) continue;
    RuleRow row;
    row.key = key;
    row.is_read = std::ranges::binary_search(profile_only_keys(), key);
    row.given = value;
    row.in_profile = true;
    finish(row);
    rows.push_back(std::move(row));
  }
  std::ranges::stable_partition(rows, &RuleRow::is_read);
  return rows;
}

std::vector<std::string> open_of_clause(const std::vector<RuleRow>& rows, const std::string& key) {
  const auto open = [](const RuleRow& row) { return row.to_be_confirmed(); };
  const auto asked = std::ranges::find(rows, key, &RuleRow::key);
  std::vector<std::string> keys;
  if (asked == rows.end() || !open(*asked)) return keys;
  for (const RuleRow& row : rows)
    if (open(row) && row.given.clause == asked->given.clause) keys.push_back(row.key);
  return keys;
}

std::size_t open_clauses(const std::vector<RuleRow>& rows) {
  // The rows of one table are one clause.
  std::set<std::string> open;
  for (const RuleRow& row : rows)
    if (row.param != nullptr && row.to_be_confirmed()) open.insert(row.given.clause);
  return open.size();
}

QString rules_summary(const io::Project& project) {
  try {
    const Profile profile = io::profile_named(project.profile);
    const auto rows = rule_rows(project, profile);
    QStringList figures;
    for (const char* key : {"hydrants.radius_m", "lanes.clear_width_m"})
      for (const RuleRow& row : rows)
        if (row.key == key) figures << value_words(row, row.value);
    QStringList parts{profile_title(profile), figures.join(" / "),
                      to_qt(translate(project.engine))};
    if (const auto open = open_clauses(rows); open > 0)
      parts << words(for_count(open, tr_key("{} clause to be confirmed"),
                               tr_key("{} clauses to be confirmed")),
                     open);
    if (!project.overrides.empty()) parts << words("{} changed", project.overrides.size());
    return parts.join(QStringLiteral(" · "));
  } catch (const Error& e) {
    return QString::fromUtf8(e.what());
  }
}

QString unit_of(const RuleRow& row) {
  if (row.given.unit.empty()) return to_qt(unit_of_key(row.key));
  QString unit = to_qt(row.given.unit);
  return unit.replace("m2", "m²");
}

QString value_words(const RuleRow& row, const ParamValue& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? words("yes") : words("no");
  if (const auto* word = std::get_if<std::string>(&value))
    return to_qt(row.param == nullptr ? *word : translate(choice_title(row.param->key, *word)));
  const QString unit = unit_of(row);
  return QString::number(std::get<double>(value), 'g', 10) + (unit.isEmpty() ? "" : " " + unit);
}

QString force_words(const std::string& force) {
  struct Title {
    std::string_view force;
    const char* words;
  };
  static constexpr Title titles[] = {
      {"mandatory_2022", tr_key("mandatory code of 2022")},
      {"mandatory", tr_key("mandatory")},
      {"technical_method", tr_key("technical standard")},
      {"technical_rule", tr_key("technical rule")},
      {"planning_standard", tr_key("planning standard")},
      {"national_standard", tr_key("national standard")},
      {"consensus_standard", tr_key("consensus standard")},
      {"adopted_code", tr_key("adopted code")},
      {"building_code", tr_key("building code")},
      {"guidance", tr_key("guidance")},
      {"law", tr_key("law")},
      {"local", tr_key("local rule")},
      {"practice", tr_key("practice of brigades")},
      {"none", tr_key("not binding")},
  };
  for (const Title& title : titles)
    if (title.force == force) return words(title.words);
  return to_qt(force);
}

QString mark_words(const std::string& mark) {
  if (mark == "V2") return words("V2: two published passages agree on it");
  if (mark == "V1") return words("V1: one published passage states it");
  if (mark == "VP")
    return words("VP: seen in print, but partly from memory; to be confirmed against the standard");
  if (mark == "M") return words("M: from memory; to be confirmed against the standard");
  if (mark == "D") return words("D: derived here, not normative");
  return to_qt(mark);
}

QString clause_summary(const RuleRow& row) {
  QStringList lines;
  const ProfileValue& given = row.given;
  if (given.clause.empty()) {
    lines << words("No clause of the profile names this value; the program's default is {}.",
                   value_words(row, row.given.value).toStdString());
  } else {
    QString head = to_qt(translate(given.clause)) + ": " + value_words(row, given.value);
    if (!given.rule.empty()) head = to_qt(given.rule) + ", " + head;
    lines << head;
    const std::string& note =
        language() == Language::zh && !given.note_zh.empty() ? given.note_zh : given.note;
    if (!note.empty()) lines << to_qt(note);
    lines << force_words(given.force) + (given.edition.empty() ? "" : ", " + to_qt(given.edition));
    if (!given.superseded_by.empty()) lines << words("Superseded by {}.", given.superseded_by);
    lines << words("Value: {}", mark_words(given.value_mark).toStdString());
    lines << words("Clause number: {}", mark_words(given.clause_mark).toStdString());
  }
  lines << to_qt(row.key);
  return lines.join('\n');
}

QString profile_title(const Profile& profile) {
  return to_qt(language() == Language::zh ? profile.title_zh : profile.title);
}

}  // namespace firebreak::gui
