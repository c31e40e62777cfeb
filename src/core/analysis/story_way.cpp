#include "core/analysis/story_parts.hpp"

#include "core/analysis/overrides.hpp"
#include "core/base/grouped.hpp"
#include "core/base/plural.hpp"

namespace firebreak {

namespace {

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
std::string lane_called(const FirstRow& lane, std::string_view id, Language in) {
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
void tell_lane_ids(const FirstRow& narrowest, bool narrowest_told, const FirstRow& front,
                   bool front_told, StoryPart& part, Language in) {
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
void tell_front_lane(std::string_view verdict, std::string_view cut_off, const FirstRow& lane,
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

}  // namespace

StoryPart way_part(const FirstRow& row, const FirstRow& front, const FirstRow& narrowest,
                   const RunRecord& record, const WayTold* way, Language in) {
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

}  // namespace firebreak
