#include "core/analysis/story.hpp"

#include "core/analysis/compounds.hpp"
#include "core/analysis/declared_params.hpp"
#include "core/analysis/required_flow.hpp"
#include "core/analysis/settings.hpp"
#include "core/analysis/story_parts.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/base/grouped.hpp"
#include "core/base/plural.hpp"
#include "core/model/code_words.hpp"

namespace firebreak {

namespace {

bool is_flow_row(std::string_view key) {
  for (std::size_t row = 0; row < flow_row_count; ++row)
    if (flow_row_key(static_cast<FlowRow>(row)) == key) return true;
  return false;
}

/// The housing compound that it stands in, and why that one is graded as it is.
std::string compound_words(const FirstRow& compound, Language in) {
  const auto id = compound.words("compound_id");
  if (!id) return {};
  const std::string_view name = compound.words("name").value_or(*id);
  const std::string_view grade =
      code_word("grade", compound.words("grade").value_or(std::string_view()), in);
  const std::string why = compound_reason_words(compound.words("reason_code").value_or(""), in);
  if (why.empty()) return text_in(in, "It stands in the housing compound {0}: {1}.", name, grade);
  return text_in(in, "It stands in the housing compound {0}: {1} ({2}).", name, grade, why);
}

StoryPart building_part(const FirstRow& row, const FirstRow& unit, const FirstRow& compound,
                        Language in) {
  StoryPart part{"building", std::string(translate("Building", in)), {}, {}};
  const auto say = [&](std::string sentence) { part.sentences.push_back(std::move(sentence)); };
  std::string title = text_in(in, "Building {}", row.words("building_id").value_or("?"));
  if (const auto name = row.words("name")) title += text_in(in, " ({})", *name);
  std::vector<std::string> facts;
  if (const auto area = row.number("footprint_m2"))
    facts.push_back(text_in(in, "footprint {} m²", grouped(*area)));
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

StoryPart neighbour_part(const FirstRow& row, const FirstRow& cluster, const RunRecord& record,
                         Language in) {
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

}  // namespace

void cite(const RunRecord& record, std::string_view key, StoryPart& part, Language in) {
  if (std::string line = cited(record, key, in); !line.empty())
    part.rules.push_back(std::move(line));
}

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
  const FirstRow row(rows.building);
  std::vector<StoryPart> story{
      building_part(row, FirstRow(rows.unit), FirstRow(rows.compound), language),
      water_part(rows, record, language),
      way_part(row, FirstRow(rows.lane), FirstRow(rows.way_lane), record, way, language),
      neighbour_part(row, FirstRow(rows.cluster), record, language),
      district_part(row, FirstRow(rows.zone), rows.block, record, language)};
  std::erase_if(story, [](const StoryPart& part) { return part.sentences.empty(); });
  return story;
}

}  // namespace firebreak
