#include "core/io/same_answer.hpp"

#include <gmock/gmock.h>

namespace firebreak::io {
namespace {

using testing::ElementsAre;

Proposal about(std::uint32_t source, const std::string& key, const std::string& value) {
  Proposal proposal;
  proposal.path = "/data/" + std::to_string(source) + ".csv";
  proposal.sources = {source};
  proposal.key = key;
  proposal.value = value;
  return proposal;
}

/// The sources of each question, in its order.
std::vector<std::vector<std::uint32_t>> asked(const std::vector<Proposal>& proposals) {
  std::vector<std::vector<std::uint32_t>> out;
  for (const auto& question : questions_of(proposals)) {
    out.emplace_back();
    for (const Proposal& proposal : question) out.back().push_back(proposal.sources.front());
  }
  return out;
}

TEST(Questions, TheSameShiftOfSeveralFilesIsAskedOnce) {
  EXPECT_THAT(
      asked({about(3, "shift", "gcj02"), about(1, "crs", "EPSG:4547"), about(0, "shift", "gcj02"),
             about(2, "crs", "EPSG:4547"), about(4, "angles", "packed")}),
      ElementsAre(ElementsAre(3, 0), ElementsAre(1, 2), ElementsAre(4)));
  EXPECT_THAT(asked({}), ElementsAre());
}

TEST(Questions, OtherAnswersAreOtherQuestions) {
  EXPECT_THAT(asked({about(0, "shift", "gcj02"), about(1, "shift", "bd09")}),
              ElementsAre(ElementsAre(0), ElementsAre(1)));
  EXPECT_THAT(asked({about(0, "crs", "EPSG:4547"), about(1, "crs", "EPSG:4548")}),
              ElementsAre(ElementsAre(0), ElementsAre(1)));
}

TEST(Questions, RivalAnswersAreOneQuestionAndNeverTakenWithOthers) {
  Proposal east = about(0, "crs", "EPSG:4547");
  Proposal west = about(0, "crs", "EPSG:4548");
  east.only_one = west.only_one = false;
  const Proposal other = about(1, "crs", "EPSG:4547");
  EXPECT_FALSE(same_answer(east, other)) << "a word about one file does not choose for the other";
  EXPECT_THAT(asked({east, other, west}), ElementsAre(ElementsAre(0, 0), ElementsAre(1)));
  Proposal elsewhere = west;
  elsewhere.path = "/data/b.csv";
  elsewhere.sources = {2};
  EXPECT_THAT(asked({east, elsewhere}), ElementsAre(ElementsAre(0), ElementsAre(2)));
}

TEST(Questions, ThoseThatNoVerdictNeedsMayWait) {
  std::vector<Source> sources(5);
  sources[0].role = Role::hydrants;
  sources[1].role = Role::key_sites;
  sources[2].role = Role::reports;
  sources[3].role = Role::water_mains;
  sources[4].role = Role::compounds;
  const auto waits = [&](std::initializer_list<std::uint32_t> about_sources) {
    std::vector<Proposal> question;
    for (const std::uint32_t source : about_sources)
      question.push_back(about(source, "shift", "gcj02"));
    return may_wait(question, sources);
  };
  EXPECT_TRUE(waits({1}));
  EXPECT_TRUE(waits({1, 2}));
  EXPECT_FALSE(waits({0}));
  EXPECT_FALSE(waits({2, 0})) << "the hydrants of the same phone";
  EXPECT_FALSE(waits({3}));
  EXPECT_FALSE(waits({4})) << "entrances of compounds have verdicts";
  EXPECT_FALSE(waits({9})) << "of no source known";
}

}  // namespace
}  // namespace firebreak::io
