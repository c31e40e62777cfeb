#include "core/analysis/story_parts.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/limit_words.hpp"
#include "core/analysis/overrides.hpp"
#include "core/analysis/required_flow.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/base/grouped.hpp"

namespace firebreak {

namespace {

/// What the row of an override says, for the sentence about it.
OverrideTold override_of(const FirstRow& set, std::string_view computed, Language in) {
  return {set.words("date").value_or("?"), override_verdict_words(computed, in),
          set.words("by").value_or(""), set.words("reason").value_or("")};
}

/// Whether enough water reaches it.
void tell_account(const FirstRow& row, const FirstRow& set, const RunRecord& record,
                  StoryPart& part, Language in) {
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
std::string from_another_hydrant(const FirstRow& row, Language in) {
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
std::string gap_called(const FirstRow& gap, std::string_view id) {
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
  const FirstRow row(rows.building);
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
    say(text_in(in, "It lies in hose gap {}.", gap_called(FirstRow(rows.hose_gap), *gap)));
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
                gap_called(FirstRow(rows.round_gap), *gap)));
}

/// Where the rule measures the route of the hose and the verdict is left open: that a hose along
/// the roads is short enough, which proves that some route is. Empty where it does not.
std::string within_by_the_roads(const FirstRow& row, const RunRecord& record, Language in) {
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
std::string against_the_hose(const FirstRow& row, const RunRecord& record, Language in) {
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

}  // namespace

StoryPart water_part(const StoryRows& rows, const RunRecord& record, Language in) {
  const FirstRow row(rows.building);
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
  if (computed) figures.override_ = override_of(FirstRow(rows.radius_set), *computed, in);
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
        text_in(in, "It lies in coverage gap {}.", gap_called(FirstRow(rows.gap), *gap)));
  tell_hose(rows, record, !clash.empty(), part, in);
  tell_account(row, FirstRow(rows.water_set), record, part, in);
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

}  // namespace firebreak
