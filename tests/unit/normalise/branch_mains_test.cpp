#include "core/normalise/branch_mains.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace firebreak {
namespace {

using testing::ElementsAre;

struct Drawn {
  Shapes shapes;
  std::vector<MainLayout> layouts;
  Drawn& main(MainLayout layout, const std::vector<Xy>& line) {
    shapes.add(PartKind::line, line);
    layouts.push_back(layout);
    return *this;
  }
  LaidMains laid() const { return {shapes, layouts}; }
};

TEST(BranchMains, WhatIsJoinedAndNotPartedByARingIsOneBranch) {
  using enum MainLayout;
  Drawn drawn;
  drawn.main(ring, {{0, 0}, {100, 0}})
      .main(branch, {{50, 0}, {50, 50}})
      .main(branch, {{50, 50.3}, {80, 50.3}})  // the drawing leaves 0.3 m open
      .main(branch, {{50, 0}, {50, -40}})      // leaves the ring at the same tee
      .main(branch, {{20, -20}, {90, -20}})    // crosses the one before without a joint
      .main(unknown, {{80, 50.3}, {120, 50}})  // may be part of the branch
      .main(branch, {{120, 50}, {120, 80}})
      .main(branch, {{110, 60}, {120, 60}});  // its end at the side of the one before
  EXPECT_THAT(branches_of(std::vector{drawn.laid()}), ElementsAre(0, 1, 1, 3, 4, 1, 1, 1));
}

TEST(BranchMains, AreFollowedThroughSeveralLayers) {
  using enum MainLayout;
  Drawn trunks, streets;
  trunks.main(ring, {{0, 0}, {100, 0}});
  streets.main(branch, {{50, 0}, {50, 50}});
  Drawn old;
  old.main(branch, {{50, 50}, {90, 50}}).main(branch, {{200, 0}, {200, 50}});
  EXPECT_THAT(branches_of(std::vector{trunks.laid(), streets.laid(), old.laid()}),
              ElementsAre(0, 1, 1, 3));
  EXPECT_TRUE(branches_of({}).empty());
}

}  // namespace
}  // namespace firebreak
