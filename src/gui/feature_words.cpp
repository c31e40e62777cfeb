#include "gui/feature_words.hpp"

#include <algorithm>

#include "core/analysis/compounds.hpp"
#include "core/analysis/hose_gaps.hpp"
#include "core/analysis/hydrant_findings.hpp"
#include "core/analysis/hydrant_words.hpp"
#include "core/base/plural.hpp"
#include "core/model/cells.hpp"
#include "gui/cell_words.hpp"
#include "gui/lane_words.hpp"
#include "gui/spacing_words.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

/// One feature of a table in a run.
struct Feature {
  const FeatureTable& table;
  std::uint32_t row;
  const RunRecord* record;

  std::string_view word(std::string_view column) const {
    return word_in(table, column, row).value_or("?");
  }
  bool has(std::string_view column) const {
    const Column* c = table.column(column);
    return c != nullptr && c->has(row);
  }
  double number(std::string_view column) const { return number_in(table, column, row).value_or(0); }
  std::string count(std::string_view column) const { return render::grouped(number(column)); }
  double used(std::string_view key) const {
    return record == nullptr ? 0 : record->value_used<double>(key).value_or(0);
  }
};

QString gap_words(const Feature& f) {
  QStringList told{words(
      for_count(f.number("buildings"), tr_key("Coverage gap {0:.0f}: {1} building, {2} m²."),
                tr_key("Coverage gap {0:.0f}: {1} buildings, {2} m².")),
      f.number(f.has("number") ? "number" : "rank"), f.count("buildings"), f.count("area_m2"))};
  if (f.has("unreached_buildings")) {
    const auto whole = [&](const char* name) { return static_cast<std::size_t>(f.number(name)); };
    told += to_qt(hydrant_gap_reason(
        f.used("hydrants.radius_m"),
        {whole("unreached_buildings"), whole("partly_buildings"), whole("repaired_buildings")},
        language()));
  }
  if (f.has("worst_distance_m"))
    told +=
        words("The worst of them stands {:.0f} m from the nearest.", f.number("worst_distance_m"));
  if (f.has("people"))
    told += words(for_count(f.number("people"), tr_key("{} person lives or works there."),
                            tr_key("{} people live or work there.")),
                  f.count("people"));
  return in_one_paragraph(told);
}

QString zone_words(const Feature& f) {
  QStringList told{words(
      for_count(f.number("buildings"),
                tr_key("Risk zone {0}, rank {1:.0f}: {2} building on {3} m² with a risk index of "
                       "{4:.0f} of 100, level {5:.0f} of 4; from {6:g} on it is a zone."),
                tr_key("Risk zone {0}, rank {1:.0f}: {2} buildings on {3} m² with a risk index of "
                       "{4:.0f} of 100, level {5:.0f} of 4; from {6:g} on it is a zone.")),
      f.word("zone_id"), f.number("rank"), f.count("buildings"), f.count("area_m2"),
      f.number("score"), f.number("level"), f.used("districts.threshold"))};
  if (f.has("largest_cluster") && f.has("expected_loss_m2"))
    told += words(for_count(f.number("largest_cluster"),
                            tr_key("Its largest fire cluster is {0} building; one ignition burns "
                                   "{1} m² of floor if nobody fights it."),
                            tr_key("Its largest fire cluster joins {0} buildings; one ignition "
                                   "burns {1} m² of floor if nobody fights it.")),
                  f.count("largest_cluster"), f.count("expected_loss_m2"));
  if (f.has("attribute_share"))
    told += words("That rests on {:.0f} % of the weights of the index.",
                  100 * f.number("attribute_share"));
  if (f.number("indicative") > 0)
    told += words("Too little of the index is known: it is only an indication.");
  return in_one_paragraph(told);
}

QString cluster_words(const Feature& f) {
  return words(
      "Fire cluster {0}: {1} buildings stand no more than {2:.1f} m apart one by one, near "
      "enough for fire to cross; {3} m² of floor burn if nobody fights it.",
      f.word("cluster_id"), f.count("buildings"), f.number("limit_m"), f.count("floor_area_m2"));
}

/// What a code means in its column: "building" is a house elsewhere, a state of a hydrant here.
std::string coded(const Feature& f, const char* column) {
  return word_of(column, f.word(column)).toStdString();
}

QString joined(const std::vector<std::string>& sentences) {
  QStringList told;
  for (const std::string& sentence : sentences) told += to_qt(sentence);
  return in_one_paragraph(told);
}

/// "building b12" with its first word in the user's language.
std::string thing_in_words(std::string_view thing) {
  const auto blank = thing.find(' ');
  if (blank == std::string_view::npos) return std::string(translate(thing));
  return std::string(translate(thing.substr(0, blank))) + std::string(thing.substr(blank));
}

QString pinch_words(const Feature& f) {
  QStringList told{words("Here lane {0} is {1:.2f} m wide; {2:.1f} m are wanted.",
                         f.word("lane_id"), f.number("clear_width_m"), f.number("limit"))};
  if (f.has("left_obstacle") && f.has("right_obstacle"))
    told +=
        words("It is as narrow as that between {0} and {1}.",
              thing_in_words(f.word("left_obstacle")), thing_in_words(f.word("right_obstacle")));
  if (f.has("gain_rank"))
    told += words("Of all pinch points it is number {:.0f} by the buildings cut off behind it.",
                  f.number("gain_rank"));
  return in_one_paragraph(told);
}

QString critical_words(const Feature& f) {
  QStringList told{
      words(for_count(f.number("buildings"),
                      tr_key("Lane {0} is the only way of the engine to {1} building: blocked at "
                             "one place, it cuts it off."),
                      tr_key("Lane {0} is the only way of the engine to {1} buildings: blocked at "
                             "one place, it cuts them off.")),
            lane_name(f.table, f.row), f.count("buildings"))};
  if (f.has("people"))
    told += words(for_count(f.number("people"), tr_key("{} person lives or works there."),
                            tr_key("{} people live or work there.")),
                  f.count("people"));
  if (f.number("key_sites") > 0)
    told += words(for_count(f.number("key_sites"), tr_key("{} key site is there."),
                            tr_key("{} key sites are there.")),
                  f.count("key_sites"));
  return in_one_paragraph(told);
}

QString dead_end_words(const Feature& f) {
  return words("Dead end of lane {0}: {1}.", lane_name(f.table, f.row),
               reason_words(f.table, f.row, f.record));
}

QString profile_words(const Feature& f) {
  const char* const sentence =
      f.number("free_at_least") > 0
          ? tr_key(
                "Lane {0}, from {1:.0f} m to {2:.0f} m: a band of at least {3:.1f} m is free; "
                "{4:.1f} m are wanted.")
          : tr_key(
                "Lane {0}, from {1:.0f} m to {2:.0f} m: a band of {3:.2f} m is free; {4:.1f} m "
                "are wanted.");
  return words(sentence, lane_name(f.table, f.row), f.number("from_m"), f.number("to_m"),
               f.number("free_m"), f.number("limit_m"));
}

QString lane_block_words(const Feature& f) {
  QStringList told{
      words(for_count(f.number("buildings"), tr_key("Block between lanes with {0} building: {1}."),
                      tr_key("Block between lanes with {0} buildings: {1}.")),
            f.count("buildings"), reason_words(f.table, f.row, f.record))};
  if (f.number("buildings_far") > 0)
    told += words(for_count(f.number("buildings_far"),
                            tr_key("{0} of them stands farther than {1:g} m from every lane."),
                            tr_key("{0} of them stand farther than {1:g} m from every lane.")),
                  f.count("buildings_far"), f.number("limit_m") / 2);
  return in_one_paragraph(told);
}

QString compound_words(const Feature& f) {
  const std::string_view name = f.has("name") ? f.word("name") : f.word("compound_id");
  const std::string grade = coded(f, "grade");
  if (!f.has("reason_code")) return words("Housing compound {0}: {1}.", name, grade);
  return words("Housing compound {0}: {1} ({2}).", name, grade,
               compound_reason_words(f.word("reason_code"), language()));
}

QString entrance_words(const Feature& f) {
  return words("Entrance of housing compound {0}: {1}.", f.word("compound_id"),
               reason_words(f.table, f.row, f.record));
}

QString station_words(const Feature& f) {
  std::string name(f.word("station_id"));
  if (f.has("name")) name = text("{0} ({1})", f.word("name"), name);
  QStringList told{f.word("active") == "no"
                       ? words("Fire station {} is closed: no engine starts there.", name)
                       : words("Fire station {} is in service: ways in start there.", name)};
  if (f.has("engines")) told += words("Engines: {:.0f}.", f.number("engines"));
  return in_one_paragraph(told);
}

QString obstacle_words(const Feature& f) {
  const std::string kind = coded(f, "kind");
  QStringList told{f.word("active") == "no"
                       ? words("Obstacle {0} ({1}) was cleared: it is in the way no more.",
                               f.word("obstacle_id"), kind)
                       : words("Obstacle {0} ({1}) stands in the way. When: {2}.",
                               f.word("obstacle_id"), kind, coded(f, "occasion"))};
  if (f.has("clear_width_m"))
    told += words("It leaves {:.2f} m of width.", f.number("clear_width_m"));
  if (f.has("clear_height_m"))
    told += words("It leaves {:.2f} m of height.", f.number("clear_height_m"));
  return in_one_paragraph(told);
}

}  // namespace

FeatureTold feature_told(const FeatureTable& table, std::uint32_t row, const RunRecord* record) {
  const Feature f{table, row, record};
  const auto is = [&](std::string_view name) { return table.name == name; };
  if (is("fire_lanes"))
    return {lane_words(table, row, record), {std::string(lane_rule_key(table, row))}};
  if (is("pinch_points")) return {pinch_words(f), {std::string(lane_rule_key(table, row))}};
  if (is("critical_segments")) return {critical_words(f), {}};
  if (is("dead_ends")) return {dead_end_words(f), {std::string(f.word("rule_key"))}};
  if (is("lane_profile")) return {profile_words(f), {"lanes.clear_width_m"}};
  if (is("lane_blocks")) return {lane_block_words(f), {std::string(f.word("rule_key"))}};
  if (is("compound_grades")) return {compound_words(f), {"lanes.compound_hydrant_m"}};
  if (is("compound_entrances")) return {entrance_words(f), {"lanes.clear_width_m"}};
  if (is("hydrant_spacing"))
    return {spacing_words(table, row), {std::string(spacing_rule_key(table, row))}};
  if (is("streets_without_main"))
    return {words("Along {0}, {1:.0f} m of built-up street have no water main on record: a hydrant "
                  "there needs a main laid first.",
                  f.has("street") ? f.word("street") : f.word("street_id"), f.number("length_m")),
            {}};
  if (is("hose_gaps") || is("geodesic_gaps")) {
    const auto whole = [&](const char* name) { return static_cast<std::size_t>(f.number(name)); };
    const HoseGapCounts counts{whole("unreached_buildings"),
                               whole("buildings") - whole("unreached_buildings"),
                               whole("compliant_buildings")};
    const HoseModel model = is("hose_gaps") ? HoseModel::along_roads : HoseModel::round_obstacles;
    return {to_qt(hose_gap_reason(model, f.used("hydrants.radius_m"), counts, language())),
            {"hydrants.radius_m"}};
  }
  if (is("hydrant_gaps")) return {gap_words(f), {"hydrants.radius_m"}};
  if (is("hydrant_reach"))
    return {joined(hydrant_sentences(table, row, record, language())),
            hydrant_rule_keys(table, row, record)};
  if (is("hydrants"))
    return {in_one_paragraph({words("Hydrant {}.", f.word("hydrant_id")),
                              joined(hydrant_facts(table, row, record, language()))}),
            {}};
  if (is("risk_zones")) return {zone_words(f), {"districts.threshold"}};
  if (is("fire_clusters"))
    return {cluster_words(f), {"districts.reach_timber_m", "districts.reach_fire_retarded_m"}};
  if (is("stations")) return {station_words(f), {}};
  if (is("obstacles")) return {obstacle_words(f), {"lanes.clear_width_m"}};
  if (is("changed_buildings")) return {change_words(table, row), {}};
  return {};
}

QString change_words(const FeatureTable& changed, std::uint32_t row) {
  const Feature f{changed, row, nullptr};
  return words("{0}: before {1}, now {2}. {3}", translate(f.word("changed")),
               word_of(f.word("before")).toStdString(), word_of(f.word("after")).toStdString(),
               f.word("reason"));
}

QString change_words(const FeatureTable& changed, std::uint32_t row, const std::string& against,
                     const std::string& shown) {
  const Feature f{changed, row, nullptr};
  return words("{0} – {1}: {2}; {3}: {4}. {5}", translate(f.word("changed")), against,
               word_of(f.word("before")).toStdString(), shown,
               word_of(f.word("after")).toStdString(), f.word("reason"));
}

}  // namespace firebreak::gui
