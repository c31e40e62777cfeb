#include "core/analysis/lane_story.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/analysis/overrides.hpp"
#include "core/base/plural.hpp"
#include "core/model/cells.hpp"
#include "core/model/code_words.hpp"

namespace firebreak {

namespace {

class LaneStory {
 public:
  LaneStory(const LaneRows& rows, const RunRecord& record, Language in)
      : rows_(rows), same_language_((record.language == "zh") == (in == Language::zh)), in_(in) {}

  std::vector<std::string> tell() {
    tell_verdict();
    tell_pinch();
    tell_profile();
    tell_consequence();
    return std::move(told_);
  }

 private:
  template <class... Values>
  void say(std::string_view words, const Values&... values) {
    told_.push_back(text_in(in_, words, values...));
  }
  std::optional<double> number(const FeatureTable& table, std::string_view column,
                               std::size_t row = 0) const {
    return row < table.rows() ? number_in(table, column, row) : std::nullopt;
  }
  std::optional<std::string_view> word(const FeatureTable& table, std::string_view column) const {
    return table.rows() > 0 ? word_in(table, column, 0) : std::nullopt;
  }

  void tell_verdict() {
    const auto id = word(rows_.lane, "lane_id").value_or("?");
    const auto verdict =
        override_verdict_words(word(rows_.lane, "verdict").value_or("unknown"), in_);
    if (const auto street = word(rows_.lane, "name"))
      say("Lane {0}, {1}: {2}.", id, *street, verdict);
    else
      say("Lane {0}, which has no name: {1}.", id, verdict);
    // Reasons stand in the file in the language of the run.
    if (const auto reason = word(rows_.lane, "reason"); reason && same_language_)
      say("Why: {}.", *reason);
    const auto width_m = number(rows_.lane, "clear_width_m");
    if (!width_m)
      say("Its clear width is not known.");
    else if (number(rows_.lane, "width_at_least").value_or(0) > 0)
      say("Its clear width is at least {:.1f} m, measured no farther.", *width_m);
    else
      say("Its clear width is {:.2f} m.", *width_m);
  }

  void tell_pinch() {
    const auto at_m = number(rows_.pinch, "station_m");
    if (!at_m) return;
    const auto left = word(rows_.pinch, "left_obstacle");
    const auto right = word(rows_.pinch, "right_obstacle");
    if (left && right)
      say("It is narrowest {0:.0f} m from its beginning, between {1} and {2}.", *at_m,
          thing_words(*left, in_), thing_words(*right, in_));
    else
      say("It is narrowest {:.0f} m from its beginning.", *at_m);
  }

  /// The narrowest stretch, and how far around it too little is free.
  void tell_profile() {
    const FeatureTable& runs = rows_.profile;
    if (runs.rows() == 0) return;
    const auto free_m = [&](std::size_t row) { return number(runs, "free_m", row).value_or(0); };
    const double limit_m = number(runs, "limit_m").value_or(0);
    std::size_t least = 0;
    for (std::size_t row = 1; row < runs.rows(); ++row)
      if (free_m(row) < free_m(least)) least = row;
    const auto from_m = [&](std::size_t row) { return number(runs, "from_m", row).value_or(0); };
    const auto to_m = [&](std::size_t row) { return number(runs, "to_m", row).value_or(0); };
    if (free_m(least) < limit_m) {
      std::size_t first = least;
      std::size_t last = least;
      while (first > 0 && free_m(first - 1) < limit_m) --first;
      while (last + 1 < runs.rows() && free_m(last + 1) < limit_m) ++last;
      say("Less than {0:.1f} m are free in a straight line over {1:.0f} m, from {2:.0f} m to "
          "{3:.0f} m.",
          limit_m, to_m(last) - from_m(first), from_m(first), to_m(last));
    }
    say("Its narrowest stretch is from {0:.0f} m to {1:.0f} m: a band of {2:.2f} m is free.",
        from_m(least), to_m(least), free_m(least));
    const auto left_m = number(runs, "left_m", least);
    const auto right_m = number(runs, "right_m", least);
    if (number(runs, "on_centre_line", least).value_or(0) > 0)
      say("Something stands on its centre line there.");
    else if (left_m && right_m)
      say("Beside its centre line, {0:.2f} m are free on the left and {1:.2f} m on the right.",
          *left_m, *right_m);
  }

  void tell_consequence() {
    const auto count = [&](const FeatureTable& table, std::string_view column) {
      return static_cast<std::uint32_t>(number(table, column).value_or(0));
    };
    if (const auto cut_off = count(rows_.lane, "buildings_cut_off"); cut_off > 0)
      say(for_count(cut_off, tr_key("It cuts {} building off from the engine."),
                    tr_key("It cuts {} buildings off from the engine.")),
          cut_off);
    if (const auto round = count(rows_.lane, "buildings_detoured"); round > 0)
      say(for_count(round,
                    tr_key("As it is blocked, the engine goes round it to {0} building, which "
                           "takes {1:.0f} s longer."),
                    tr_key("As it is blocked, the engine goes round it to {0} buildings, which "
                           "takes up to {1:.0f} s longer.")),
          round, number(rows_.lane, "detour_s").value_or(0));
    if (const auto behind = count(rows_.critical, "buildings"); behind > 0)
      say(for_count(behind, tr_key("It is the only way of the engine to {} building."),
                    tr_key("It is the only way of the engine to {} buildings.")),
          behind);
  }

  const LaneRows& rows_;
  bool same_language_;
  Language in_;
  std::vector<std::string> told_;
};

}  // namespace

std::vector<std::string> lane_sentences(const LaneRows& rows, const RunRecord& record,
                                        Language in) {
  return LaneStory(rows, record, in).tell();
}

}  // namespace firebreak
