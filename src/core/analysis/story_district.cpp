#include "core/analysis/story_parts.hpp"

#include <algorithm>

namespace firebreak {

namespace {

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
  const FirstRow block(blocks);
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
std::string index_sentence(const FirstRow& row, const FeatureTable& blocks, Language in) {
  const double score = row.number("risk_score").value_or(0);
  const double level = row.number("risk_level").value_or(0);
  const auto in_block = FirstRow(blocks).number("attribute_share");
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
  const FirstRow block(blocks);
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

}  // namespace

StoryPart district_part(const FirstRow& row, const FirstRow& zone, const FeatureTable& blocks,
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

}  // namespace firebreak
