#include "core/analysis/story.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/analysis/compounds.hpp"
#include "core/analysis/declared_params.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/limit_words.hpp"
#include "core/analysis/overrides.hpp"
#include "core/analysis/required_flow.hpp"
#include "core/analysis/settings.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/base/grouped.hpp"
#include "core/base/plural.hpp"
#include "core/model/cells.hpp"
#include "core/model/code_words.hpp"

namespace firebreak {

namespace {

/// The first row of a table, asked by column name.
class Row {
 public:
  explicit Row(const FeatureTable& table) : table_(table) {}

  std::optional<std::string_view> words(std::string_view name) const {
    return table_.rows() > 0 ? word_in(table_, name, 0) : std::nullopt;
  }
  std::optional<double> number(std::string_view name) const {
    return table_.rows() > 0 ? number_in(table_, name, 0) : std::nullopt;
  }

 private:
  const FeatureTable& table_;
};

bool is_flow_row(std::string_view key) {
  for (std::size_t row = 0; row < flow_row_count; ++row)
    if (flow_row_key(static_cast<FlowRow>(row)) == key) return true;
  return false;
}

void cite(const RunRecord& record, std::string_view key, StoryPart& part, Language in) {
  if (std::string line = cited(record, key, in); !line.empty())
    part.rules.push_back(std::move(line));
}

/// What the row of an override says, for the sentence about it.
OverrideTold override_of(const Row& set, std::string_view computed, Language in) {
  return {set.words("date").value_or("?"), override_verdict_words(computed, in),
          set.words("by").value_or(""), set.words("reason").value_or("")};
}

/// The housing compound that it stands in, and why that one is graded as it is.
std::string compound_words(const Row& compound, Language in) {
  const auto id = compound.words("compound_id");
  if (!id) return {};
  const std::string_view name = compound.words("name").value_or(*id);
  const std::string_view grade =
      code_word("grade", compound.words("grade").value_or(std::string_view()), in);
  const std::string why = compound_reason_words(compound.words("reason_code").value_or(""), in);
  if (why.empty()) return text_in(in, "It stands in the housing compound {0}: {1}.", name, grade);
  return text_in(in, "It stands in the housing compound {0}: {1} ({2}).", name, grade, why);
}

StoryPart building_part(const Row& row, const Row& unit, const Row& compound, Language in) {
  StoryPart part{"building", std::string(translate("Building", in)), {}, {}};
  const auto say = [&](std::string sentence) { part.sentences.push_back(std::move(sentence)); };
  std::string title = text_in(in, "Building {}", row.words("building_id").value_or("?"));
  if (const auto name = row.words("name")) title += text_in(in, " ({})", *name);
  std::vector<std::string> facts;
  if (const auto area = row.number("footprint_m2"))
    facts.push_back(text_in(in, "footprint {:.0f} m²", *area));
  if (const auto storeys = row.number("storeys"))
    facts.push_back(
        text_in(in, for_count(*storeys, tr_key("{:g} storey"), tr_key("{:g} storeys")), *storeys));
  if (const auto below = row.number("basement"); below && *below > 0)
    facts.push_back(text_in(
        in,
        for_count(*below, tr_key("{:g} storey below ground"), tr_key("{:g} storeys below ground")),
        *below));
  if (const auto height = row.number("height_m"))
    facts.push_back(text_in(in, "{:g} m high", *height));
  if (const auto year = row.number("year_built"))
    facts.push_back(text_in(in, "built {:.0f}", *year));
  if (const auto structure = row.words("structure"))
    facts.push_back(text_in(in, "structure {}", translate(*structure, in)));
  if (const auto use = row.words("use"))
    facts.push_back(text_in(in, "use {}", translate(*use, in)));
  if (const auto households = row.number("households"); households && *households > 0)
    facts.push_back(
        text_in(in, for_count(*households, tr_key("{:g} household"), tr_key("{:g} households")),
                *households));
  const std::string_view comma = in == Language::zh ? "，" : ", ";
  for (const std::string& fact : facts) title += std::string(comma) + fact;
  say(title + (in == Language::zh ? "。" : "."));
  if (const auto id = row.words("unit_id")) {
    const auto name = unit.words("name");
    say(text_in(in, "Management unit: {}.",
                name && *name != *id ? fmt::format("{} ({})", *name, *id) : std::string(*id)));
  }
  if (std::string words = compound_words(compound, in); !words.empty()) say(std::move(words));
  return part;
}

/// Whether enough water reaches it.
void tell_account(const Row& row, const Row& set, const RunRecord& record, StoryPart& part,
                  Language in) {
  const auto water = row.words("water_verdict");
  if (!water) return;
  const auto number = [&](std::string_view name) { return row.number(name).value_or(0); };
  WaterReason figures;
  const auto computed = row.words("water_computed");
  figures.water_class = computed.value_or(*water);
  if (computed) figures.override_ = override_of(set, *computed, in);
  figures.confirmed = row.number("water_confirmed").value_or(1) != 0;
  figures.use_known = row.words("use").value_or("unknown") != "unknown" ||
                      record.value_used<std::string>("water.flow_method") ==
                          flow_method_name(FlowMethod::one_source);
  figures.required_least_lps = number("required_least_lps");
  figures.required_lps = number("required_lps");
  figures.available_lps = number("available_lps");
  figures.available_most_lps = number("available_most_lps");
  figures.remaining_lps = number("remaining_lps");
  figures.sources = static_cast<std::uint32_t>(number("water_sources"));
  figures.on_branch = static_cast<std::uint32_t>(number("water_sources_branch"));
  figures.simplified = static_cast<std::uint32_t>(number("water_sources_simplified"));
  figures.branch_hydrants =
      static_cast<int>(record.value_used<double>("water.branch_credit_hydrants").value_or(1));
  if (*water != "unknown") part.sentences.push_back(text_in(in, "Water supply: {}.", *water));
  part.sentences.push_back(reason_sentence(figures, in));
}

/// A hose that does not come from the nearest hydrant.
std::string from_another_hydrant(const Row& row, Language in) {
  const auto nearest = row.words("nearest_hydrant_id");
  const auto hose = row.words("hose_hydrant_id");
  if (!nearest || !hose || *nearest == *hose || !row.number("hose_lay_m")) return {};
  return text_in(in,
                 "That is another hydrant than {0}, the nearest in a straight line, from which a "
                 "hose along the roads is longer or leads nowhere.",
                 *nearest);
}

/// A gap as it is called on the map: by its number, else by its rank; by its id where the file does
/// not hold the gap.
std::string gap_called(const Row& gap, std::string_view id) {
  const auto number = gap.number(gap.number("number") ? "number" : "rank");
  return number ? fmt::format("{:.0f}", *number) : std::string(id);
}

/// The length of a hose by the metre; beside the longest that is laid by the tenth, so that it is
/// seen which is longer.
std::string hose_metres(double lay_m, double longest_m) {
  return std::abs(lay_m - longest_m) < 1 ? metres_against(lay_m, longest_m) : grouped(lay_m);
}

/// How the hose comes to it: along the roads, and round obstacles where that was asked for.
/// `too_long_told`: that it is too short was said already.
void tell_hose(const StoryRows& rows, const RunRecord& record, bool too_long_told, StoryPart& part,
               Language in) {
  const Row row(rows.building);
  const auto say = [&](std::string sentence) { part.sentences.push_back(std::move(sentence)); };
  const auto reach = row.words("hose_reach");
  const auto lay_m = row.number("hose_lay_m");
  const auto hydrant = row.words("hose_hydrant_id");
  const double longest_m = record.value_used<double>("hydrants.radius_m").value_or(0);
  if (reach == "hidden")
    say(std::string(
        translate("No road near sees it: a hose has to go round what stands between.", in)));
  else if (reach == "off_road")
    say(text_in(in,
                "No road that a hose can leave and no usable hydrant lies within {:g} m of it, as "
                "far as a hose is laid off the roads here.",
                record.value_used<double>("hydrants.last_stretch_m").value_or(0)));
  else if (reach == "none" && !lay_m)
    say(std::string(translate("No road at it leads to a usable hydrant.", in)));
  else if (lay_m && hydrant)
    say(text_in(in, "Along the roads the shortest hose to it, from hydrant {0}, is {1} m long.",
                *hydrant, hose_metres(*lay_m, longest_m)));
  if (std::string other = from_another_hydrant(row, in); !other.empty()) say(std::move(other));
  if (reach == "partly")
    say(text_in(in, "A hose of {0:g} m gets to a part of it only: {1} % of its free facade.",
                longest_m, facade_per_cent(std::max(row.number("hose_share").value_or(0), 1e-9))));
  if (lay_m && longest_m > 0 && *lay_m > longest_m && !too_long_told)
    say(text_in(in, "That is longer than the {0:g} m that a hose is laid: it does not get there.",
                longest_m));
  if (const auto gap = row.words("hose_gap_id"))
    say(text_in(in, "It lies in hose gap {}.", gap_called(Row(rows.hose_gap), *gap)));
  const auto round = row.words("geodesic_reach");
  const auto round_m = row.number("geodesic_lay_m");
  const auto from = row.words("geodesic_hydrant_id");
  if (round == "none")
    say(std::string(translate(
        "Round buildings, walls and water no hose of the length allowed gets to it.", in)));
  else if (round_m && from)
    say(text_in(in,
                "Laid round buildings, walls and water, the shortest hose, from hydrant {0}, is "
                "{1} m long; within its length lies {2} % of the free facade.",
                *from, hose_metres(*round_m, longest_m),
                facade_per_cent(row.number("geodesic_share").value_or(0))));
  if (const auto gap = row.words("geodesic_gap_id"))
    say(text_in(in, "It lies in hose gap {}, round obstacles.",
                gap_called(Row(rows.round_gap), *gap)));
}

/// Where the rule measures the route of the hose and the verdict is left open: that a hose along
/// the roads is short enough, which proves that some route is. Empty where it does not.
std::string within_by_the_roads(const Row& row, const RunRecord& record, Language in) {
  if (row.words("reason_code") != reason_code(HydrantCoverage::Reason::route_not_computed))
    return {};
  const double longest_m = record.value_used<double>("hydrants.radius_m").value_or(0);
  if (row.words("hose_reach") == "full")
    return text_in(in,
                   "Along the roads a hose gets to all of it within the {0:g} m of the rule, as "
                   "drawn.",
                   longest_m);
  const bool any_part = record.value_used<std::string>("hydrants.rule") == "any";
  const auto lay_m = row.number("hose_lay_m");
  if (any_part && lay_m && *lay_m <= longest_m)
    return text_in(in,
                   "Along the roads a hose gets to it within the {0:g} m of the rule, as drawn.",
                   longest_m);
  return {};
}

/// What there is to say where the straight line of the rule and the hose along the roads disagree:
/// a building may comply and yet be out of reach. Empty where they do not, or one is not known.
std::string against_the_hose(const Row& row, const RunRecord& record, Language in) {
  // What a person set says nothing of how it complies.
  const bool passes =
      row.words("hydrant_verdict") == verdict_name(Verdict::pass) && !row.words("hydrant_computed");
  const auto reach = row.words("hose_reach");
  const auto lay_m = row.number("hose_lay_m");
  const double longest_m = record.value_used<double>("hydrants.radius_m").value_or(0);
  if (!passes || !reach) return {};
  const bool too_long = lay_m && longest_m > 0 && *lay_m > longest_m;
  if (too_long)
    return text_in(in,
                   "So it complies on paper, but is out of reach of a hose laid along the roads: "
                   "that takes {0} m, and {1:g} m are laid.",
                   hose_metres(*lay_m, longest_m), longest_m);
  if (!lay_m && (reach == "none" || reach == "hidden" || reach == "off_road"))
    return std::string(translate(
        "So it complies on paper, but no hose laid along the roads is known to get to it.", in));
  if (reach == "partly")
    return std::string(translate(
        "So it complies on paper, but a hose laid along the roads gets to a part of it only.", in));
  return {};
}

StoryPart water_part(const StoryRows& rows, const RunRecord& record, Language in) {
  const Row row(rows.building);
  StoryPart part{"water", std::string(translate("Water supply", in)), {}, {}};
  const auto computed = row.words("hydrant_computed");
  const auto code = row.words(computed ? "hydrant_computed_reason" : "reason_code");
  const auto reason = code ? reason_from_code(*code) : std::nullopt;
  if (!reason) return part;
  HydrantReason figures;
  figures.reason = *reason;
  figures.radius_m = record.value_used<double>("hydrants.radius_m").value_or(0);
  figures.nearest_id = row.words("nearest_hydrant_id").value_or("");
  figures.nearest_m = row.number("nearest_hydrant_m").value_or(0);
  figures.covered_share = row.number("covered_share").value_or(0);
  figures.in_reach = static_cast<std::uint32_t>(row.number("hydrants_in_reach").value_or(0));
  figures.through_adjoining = row.number("enclosed").value_or(0) != 0;
  figures.confirmed = row.number("hydrant_confirmed").value_or(1) != 0;
  figures.margin_m = row.number("hydrant_margin_m").value_or(0);
  if (computed) figures.override_ = override_of(Row(rows.radius_set), *computed, in);
  figures.too_weak_id = row.words("weak_hydrant_id").value_or("");
  figures.too_weak_m = row.number("weak_hydrant_m").value_or(0);
  if (rows.too_weak.rows() > 0) figures.too_little = too_little(rows.too_weak, 0, record);
  // Of the cover alone: the account of the water below may say another thing.
  if (const auto verdict = row.words("hydrant_verdict"))
    part.sentences.push_back(
        text_in(in, "Hydrant cover: {}.", override_verdict_words(*verdict, in)));
  part.in_brief += part.sentences.size();
  part.sentences.push_back(reason_sentence(figures, in));
  const std::string clash = against_the_hose(row, record, in);
  if (!clash.empty()) {
    part.sentences.push_back(clash);
    ++part.in_brief;
  }
  if (std::string within = within_by_the_roads(row, record, in); !within.empty()) {
    part.sentences.push_back(std::move(within));
    ++part.in_brief;
  }
  if (const auto gap = row.words("gap_id"))
    part.sentences.push_back(
        text_in(in, "It lies in coverage gap {}.", gap_called(Row(rows.gap), *gap)));
  tell_hose(rows, record, !clash.empty(), part, in);
  tell_account(row, Row(rows.water_set), record, part, in);
  cite(record, "hydrants.radius_m", part, in);
  cite(record, "hydrants.rule", part, in);
  if (figures.too_little.of != TooLittle::Of::nothing)
    cite(record, asked_key(figures.too_little.of), part, in);
  if (const auto rule = row.words("required_rule")) {
    for (const char* key :
         {"water.credit_min_m", "water.credit_max_m", "water.hydrant_flow_lps",
          "water.hydrant_flow_most_lps", "water.credit_gpm", "water.branch_credit_hydrants"})
      cite(record, key, part, in);
    cite(record, *rule, part, in);
  }
  return part;
}

/// How the engine drives there.
void tell_route(const WayTold& way, StoryPart& part, Language in) {
  const char* const words =
      way.from_station
          ? for_count(way.lanes,
                      tr_key("The best way in is {} m long, from a fire station over {} lane."),
                      tr_key("The best way in is {} m long, from a fire station over {} lanes."))
          : for_count(way.lanes,
                      tr_key("The best way in is {} m long, from the main road network over {} "
                             "lane."),
                      tr_key("The best way in is {} m long, from the main road network over {} "
                             "lanes."));
  part.sentences.push_back(text_in(in, words, grouped(way.length_m), way.lanes));
  ++part.in_brief;
}

/// What a lane is called in a sentence: as its street, else that it has no name; by its id only
/// where nothing else is known of it.
std::string lane_called(const Row& lane, std::string_view id, Language in) {
  if (const auto street = lane.words("name")) return std::string(*street);
  if (lane.words("lane_id")) return std::string(translate("an unnamed lane", in));
  return text_in(in, "lane {}", id);
}

/// As the first word of a sentence.
std::string first_word(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

/// The ids that the sentences have not said, for whoever looks for the lanes in their layer.
void tell_lane_ids(const Row& narrowest, bool narrowest_told, const Row& front, bool front_told,
                   StoryPart& part, Language in) {
  const auto narrowest_id = narrowest.words("lane_id");
  const auto front_id = front.words("lane_id");
  const bool one = narrowest_told && narrowest_id;
  const bool other = front_told && front_id && !front.words("name");
  if (one && other)
    part.sentences.push_back(
        text_in(in, "By id: narrowest lane {0}, lane in front {1}.", *narrowest_id, *front_id));
  else if (one)
    part.sentences.push_back(text_in(in, "By id: narrowest lane {}.", *narrowest_id));
  else if (other)
    part.sentences.push_back(text_in(in, "By id: lane in front {}.", *front_id));
}

/// The lane in front, which need not be the one that the engine comes by.
void tell_front_lane(std::string_view verdict, std::string_view cut_off, const Row& lane,
                     const RunRecord& record, StoryPart& part, Language in) {
  const auto id = lane.words("lane_id");
  const auto street = lane.words("name");
  const std::string name = id && street ? fmt::format("{} ({})", *street, *id) : std::string();
  // Reasons stand in the file in the language of the run.
  const bool same_language = (record.language == "zh") == (in == Language::zh);
  const auto width_m = lane.number("clear_width_m");
  std::string why;
  if (const auto reason = lane.words("reason"); reason && same_language)
    why = *reason;
  else if (width_m)
    why = lane.number("width_at_least").value_or(0) > 0 ? text_in(in, "at least {:.1f} m", *width_m)
                                                        : fmt::format("{:.1f} m", *width_m);
  const std::string_view judged = override_verdict_words(verdict, in);
  if (name.empty() && why.empty())
    part.sentences.push_back(text_in(in, "The lane in front of it: {}.", judged));
  else if (name.empty())
    part.sentences.push_back(
        text_in(in, "The lane in front of it, which has no name: {} – {}.", judged, why));
  else if (why.empty())
    part.sentences.push_back(text_in(in, "The lane in front of it, {}: {}.", name, judged));
  else
    part.sentences.push_back(
        text_in(in, "The lane in front of it, {}: {} – {}.", name, judged, why));
  if ((cut_off == "no") != (verdict == verdict_name(Verdict::pass)))
    part.sentences.push_back(
        text_in(in,
                "The way in is judged by what the engine needs, over any lane within {:g} m of the "
                "building; the lane in front by the rule.",
                record.value_used<double>("lanes.access_m").value_or(60)));
}

StoryPart way_part(const Row& row, const Row& front, const Row& narrowest, const RunRecord& record,
                   const WayTold* way, Language in) {
  StoryPart part{"way_in", std::string(translate("Way in", in)), {}, {}};
  const auto cut_off = row.words("cut_off");
  if (!cut_off) return part;
  const std::string_view engine = translate(record.engine, in);
  const auto width = row.number("way_in_width_m");
  const auto lane = row.words("way_in_lane_id");
  if (*cut_off == "no")
    part.sentences.push_back(text_in(in,
                                     "As far as the drawn buildings and recorded obstacles tell, "
                                     "the engine ({}) can come near it.",
                                     engine));
  else if (*cut_off == "yes")
    part.sentences.push_back(
        text_in(in, "The engine ({}) cannot come near it: the building is cut off.", engine));
  else
    part.sentences.push_back(text_in(
        in, "Whether the engine ({}) can come near it is not known from the data.", engine));
  if (*cut_off == "unknown" && !lane)
    part.sentences.push_back(std::string(
        translate("No way to it is certain in the data; where the road data end near it, or near "
                  "its streets, one may lead in from outside.",
                  in)));
  const bool no_road = *cut_off == "yes" && !width && !lane;
  const bool not_joined = *cut_off == "yes" && width == 0.0 && !lane;
  if (no_road)
    part.sentences.push_back(text_in(in, "No road that an engine can use lies within {:g} m of it.",
                                     record.value_used<double>("lanes.access_m").value_or(60)));
  if (not_joined)
    part.sentences.push_back(std::string(
        translate("The roads near it are joined to none by which an engine comes.", in)));
  if (way != nullptr) tell_route(*way, part, in);
  const std::size_t before = part.sentences.size();
  bool called = false;
  const auto call_lane = [&] {
    called = true;
    return lane_called(narrowest, way != nullptr ? way->narrowest_id : lane.value_or("?"), in);
  };
  if (way != nullptr && *cut_off == "unknown" && way->narrows)
    part.sentences.push_back(
        text_in(in, "It is not certain that the engine comes through {}.", call_lane()));
  else if (width && (way != nullptr ? !way->narrows : !lane && *cut_off == "no"))
    part.sentences.push_back(
        text_in(in,
                "It is at least {:.2f} m wide all the way, as far as the drawn buildings and "
                "recorded obstacles tell.",
                *width));
  else if (width && way != nullptr && !way->holds)
    part.sentences.push_back(
        text_in(in, "{} decides: {:.2f} m wide, less what its measure is uncertain by.",
                first_word(call_lane()), *width));
  else if (width && lane)
    part.sentences.push_back(
        text_in(in,
                "As far as the drawn buildings and recorded obstacles tell, the narrowest place on "
                "the best way in is {:.2f} m, in {}.",
                *width, call_lane()));
  else if (width && !not_joined)
    part.sentences.push_back(text_in(in,
                                     "As far as the drawn buildings and recorded obstacles tell, "
                                     "the narrowest place on the best way in is {:.2f} m.",
                                     *width));
  if (way != nullptr) part.in_brief += part.sentences.size() - before;
  if (const auto detour_s = row.number("detour_s"); detour_s.value_or(0) > 0)
    part.sentences.push_back(text_in(in,
                                     "As lanes are blocked, the engine drives at least {:.0f} s "
                                     "longer to it than were they free, at free-flow speeds.",
                                     *detour_s));
  const auto verdict = row.words("lane_verdict");
  const bool front_told = verdict && !no_road;
  if (front_told) tell_front_lane(*verdict, *cut_off, front, record, part, in);
  tell_lane_ids(narrowest, called, front, front_told, part, in);
  cite(record, no_road ? "lanes.access_m" : "lanes.clear_width_m", part, in);
  return part;
}

StoryPart neighbour_part(const Row& row, const Row& cluster, const RunRecord& record, Language in) {
  StoryPart part{"neighbours", std::string(translate("Neighbours", in)), {}, {}};
  if (const auto gap = row.number("gap_m"))
    part.sentences.push_back(
        *gap <= 0 ? text_in(in, "It touches another building.")
                  : text_in(in, "The nearest other building stands {:.1f} m away.", *gap));
  if (part.sentences.empty()) return part;
  const auto id = row.words("cluster_id");
  const auto members = cluster.number("buildings");
  if (id && members)
    part.sentences.push_back(
        text_in(in, "It belongs to fire cluster {}: {:.0f} buildings that fire is taken to join.",
                *id, *members));
  if (const auto class_ = row.number("fire_class"))
    part.sentences.push_back(
        text_in(in, "Fire class {:.0f} (1 fire-resistive to 4 bare timber), basis: {}.", *class_,
                translate(row.words("fire_class_basis").value_or("missing"), in)));
  for (const char* key : {"districts.reach_timber_m", "districts.reach_fire_retarded_m"})
    cite(record, key, part, in);
  return part;
}

/// The shares that a block has on record, in the order they are told.
constexpr const char* block_shares[] = {"gap_fail_share",  "timber_ratio",      "burned_share",
                                        "fireproof_share", "narrow_lane_share", "cut_off_share",
                                        "uncovered_share"};

/// A share in per cent; none that is there is told as 0.
std::string per_cent(double share) {
  return share > 0 && share < 0.005 ? "< 1" : fmt::format("{:.0f}", 100 * share);
}

/// A part of the index by its code in `index_unknown`.
std::string_view index_part(const FeatureTable& blocks, std::string_view code, Language in) {
  if (code == "exposure") return translate("people and goods exposed (not computed)", in);
  if (code == "fire_class") return translate("fire classes (set by rule)", in);
  const Column* column = blocks.column(code);
  return column == nullptr ? code : translate(column->title, in);
}

/// What the index of the block does not know; in files without that column its empty shares.
std::string unknown_parts(const FeatureTable& blocks, Language in) {
  const std::string_view between = in == Language::zh ? "、" : ", ";
  std::string all;
  const auto add = [&](std::string_view part) {
    if (!all.empty()) all += between;
    all += part;
  };
  const Row block(blocks);
  if (blocks.column("index_unknown") != nullptr) {
    for (std::string_view codes = block.words("index_unknown").value_or(""); !codes.empty();) {
      const std::size_t end = std::min(codes.find(';'), codes.size());
      add(index_part(blocks, codes.substr(0, end), in));
      codes.remove_prefix(std::min(end + 1, codes.size()));
    }
  } else {
    for (const char* name : block_shares)
      if (blocks.column(name) != nullptr && !block.number(name)) add(index_part(blocks, name, in));
  }
  return all;
}

/// The index, and how much of it rests on data: a low one may only be an unknown one.
std::string index_sentence(const Row& row, const FeatureTable& blocks, Language in) {
  const double score = row.number("risk_score").value_or(0);
  const double level = row.number("risk_level").value_or(0);
  const auto in_block = Row(blocks).number("attribute_share");
  const auto known = in_block ? in_block : row.number("risk_known_share");
  const std::string unknown = unknown_parts(blocks, in);
  if (!known)
    return text_in(
        in,
        "Its street block has a risk index of {:.0f} of 100, level {:.0f} of 4; how much "
        "of it rests on data is not on record.",
        score, level);
  if (unknown.empty())
    return text_in(in,
                   "Its street block has a risk index of {:.0f} of 100, level {:.0f} of 4, from {} "
                   "% of the weights.",
                   score, level, per_cent(*known));
  return text_in(in,
                 "Its street block has a risk index of {:.0f} of 100, level {:.0f} of 4, from {} % "
                 "of the weights; unknown: {}.",
                 score, level, per_cent(*known), unknown);
}

/// What the block's index is made of: its pillars, then every share.
void tell_index(const FeatureTable& blocks, StoryPart& part, Language in) {
  const Row block(blocks);
  const auto spread = block.number("pillar_spread");
  const auto access = block.number("pillar_access");
  const auto pillar = [&](const std::optional<double>& value) {
    return value ? fmt::format("{:.0f}", *value) : std::string(translate("unknown", in));
  };
  if (spread || access)
    part.sentences.push_back(
        text_in(in, "The index is made of spread of fire {} and access and water {}, each of 100.",
                pillar(spread), pillar(access)));
  std::string shares;
  for (const char* name : block_shares) {
    const Column* column = blocks.column(name);
    if (column == nullptr) continue;
    if (!shares.empty()) shares += in == Language::zh ? "；" : "; ";
    const auto share = block.number(name);
    shares += translate(column->title, in);
    shares += " " + (share ? per_cent(*share) + " %" : std::string(translate("unknown", in)));
  }
  if (!shares.empty()) part.sentences.push_back(text_in(in, "In the block: {}.", shares));
  if (const auto imputed = block.number("imputed_share"); imputed && *imputed > 0)
    part.sentences.push_back(
        text_in(in, "The fire class of {} % of its floor area is imputed, not on record.",
                per_cent(*imputed)));
}

StoryPart district_part(const Row& row, const Row& zone, const FeatureTable& blocks,
                        const RunRecord& record, Language in) {
  StoryPart part{"district", std::string(translate("District", in)), {}, {}};
  if (!row.number("risk_score")) return part;
  part.sentences.push_back(index_sentence(row, blocks, in));
  if (const auto density = row.number("density"))
    part.sentences.push_back(
        text_in(in, "{} % of the block's ground is built on.", per_cent(*density)));
  tell_index(blocks, part, in);
  if (const auto id = row.words("zone_id")) {
    if (const auto rank = zone.number("rank"))
      part.sentences.push_back(
          text_in(in, "The block is part of risk zone {}, rank {:.0f}.", *id, *rank));
    else
      part.sentences.push_back(text_in(in, "The block is part of risk zone {}.", *id));
  }
  cite(record, "districts.threshold", part, in);
  return part;
}

}  // namespace

std::string cited(const RunRecord& record, std::string_view key, Language in) {
  const UsedParameter* p = record.parameter(key);
  if (p == nullptr) return {};
  const ProfileValue& v = p->value;
  const auto* const word = std::get_if<std::string>(&v.value);
  std::string line =
      word != nullptr ? std::string(translate(choice_title(key, *word), in)) : param_text(v.value);
  if (word != nullptr && is_flow_row(key))
    line = flow_line_words(*word, in);  // six numbers say nothing without the heads of the table
  else
    line += v.unit.empty() ? "" : " " + v.unit;
  if (!v.clause.empty())
    line = text_in(in, "{}, {}, {}: {} [{}/{}]", v.rule, translate(v.clause, in),
                   translate(p->help, in), line, v.value_mark, v.clause_mark);
  else
    line = text_in(in, "{}: {} (default of the program)", translate(p->help, in), line);
  if (v.given_by == "command line" || v.given_by == "project")
    line += " " + text_in(in, "(value set by the user)");
  if (!v.confirmed())
    line += " " + text_in(in, "(clause to be confirmed)");
  else if (!v.clause_confirmed())
    line += " " + text_in(in, "(number of the clause to be checked)");
  if (!v.confirmed_by.empty()) line += " " + text_in(in, "(confirmed by {})", v.confirmed_by);
  return line;
}

std::vector<StoryPart> building_story(const StoryRows& rows, const RunRecord& record,
                                      Language language, const WayTold* way) {
  const Row row(rows.building);
  std::vector<StoryPart> story{
      building_part(row, Row(rows.unit), Row(rows.compound), language),
      water_part(rows, record, language),
      way_part(row, Row(rows.lane), Row(rows.way_lane), record, way, language),
      neighbour_part(row, Row(rows.cluster), record, language),
      district_part(row, Row(rows.zone), rows.block, record, language)};
  std::erase_if(story, [](const StoryPart& part) { return part.sentences.empty(); });
  return story;
}

}  // namespace firebreak
