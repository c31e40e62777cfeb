#include "gui/tile_store.hpp"

#include <gtest/gtest.h>

#include <QTest>
#include <algorithm>
#include <memory>
#include <vector>

#include "render/live_scene.hpp"

namespace firebreak {
namespace {

std::shared_ptr<const render::LiveScene> scene_of(std::uint64_t revision) {
  auto scene = std::make_shared<render::LiveScene>();
  scene->revision = revision;
  return scene;
}

/// However wishes follow each other, in the end the tiles of the last scene are there: what a
/// stopped painter still delivers never takes the place of something newer.
TEST(TileStore, TheLastWishIsFulfilledHoweverManyCameBefore) {
  gui::TileStore store;
  std::vector<render::TileKey> keys;
  for (int x = 0; x < 6; ++x) keys.push_back({1, 1, x, 0});
  const auto all_there = [&] {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const auto& key) { return store.current(key); });
  };
  std::uint64_t revision = 1;
  for (int round = 0; round < 60; ++round) {
    for (int wish = 0; wish < 1 + round % 7; ++wish) {
      store.want(scene_of(++revision), keys);
      if (wish % 2 == 1) QTest::qWait(0);
    }
    ASSERT_TRUE(QTest::qWaitFor(all_there, 20000)) << round;
  }
}

TEST(TileStore, KeepsNoMoreBytesThanAllowedAndThoseUsedLast) {
  gui::TileStore store;
  constexpr std::size_t tile = 512 * 512 * 4;
  store.set_limit(4 * tile);
  std::vector<render::TileKey> keys;
  for (int x = 0; x < 10; ++x) keys.push_back({1, 1, x, 0});
  const auto scene = scene_of(2);
  for (const auto& key : keys) {
    store.want(scene, {key});
    ASSERT_TRUE(QTest::qWaitFor([&] { return store.current(key); }, 20000));
    EXPECT_LE(store.bytes(), 4 * tile);
    store.find(keys[0]);  // the first stays in use
  }
  EXPECT_EQ(store.bytes(), 4 * tile);
  for (const int kept : {0, 7, 8, 9})
    EXPECT_NE(store.find(keys[std::size_t(kept)]), nullptr) << kept;
  for (const int gone : {1, 2, 3, 4, 5, 6})
    EXPECT_EQ(store.find(keys[std::size_t(gone)]), nullptr) << gone;
  store.set_limit(2 * tile);
  EXPECT_EQ(store.bytes(), 2 * tile);
}

TEST(TileStore, OfAClosedCityNothingComes) {
  gui::TileStore store;
  const render::TileKey key{1, 1, 0, 0};
  store.want(scene_of(2), {key});
  store.clear();
  QTest::qWait(50);
  EXPECT_EQ(store.find(key), nullptr);
  EXPECT_FALSE(store.current(key));
}

}  // namespace
}  // namespace firebreak
