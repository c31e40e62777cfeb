#include "core/normalise/normalise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::LayerBuilder;
using test::street;

/// A town with defects, records in any order, any number of threads: the same sets of ids, issues
/// and values.
class NormaliseLaw : public testing::TestWithParam<unsigned> {};

struct Record {
  std::vector<Xy> ring;
  std::string storeys;
};

City town(const std::vector<Record>& houses, const std::vector<Xy>& hydrants, unsigned threads) {
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  buildings.text_column("storeys");
  for (const Record& house : houses) buildings.polygon(house.ring).cells({house.storeys});
  LayerBuilder points(Role::hydrants, "h.gpkg");
  for (const Xy p : hydrants) points.point(p.x_m, p.y_m);
  std::vector<SourceLayer> layers{buildings.build(), points.build(), street().build()};
  return normalise(std::move(layers), {}, Job({}, {}, threads));
}

std::multiset<std::string> fingerprint(const City& city) {
  std::multiset<std::string> out;
  for (std::size_t b = 0; b < city.buildings->size(); ++b)
    out.insert(std::string(city.buildings->ids[b]) + " " +
               std::to_string((*city.buildings)[b].storeys.value_or(-1)) + " " +
               std::to_string((*city.buildings)[b].obstacle_only));
  for (std::size_t h = 0; h < city.hydrants->size(); ++h)
    out.insert(std::string(city.hydrants->ids[h]) + " " +
               std::to_string((*city.hydrants)[h].doubtful_position) + " " +
               std::to_string((*city.hydrants)[h].duplicate_of.has_value()));
  for (const Issue& issue : city.issues)
    out.insert(std::string(issue_kind_name(issue.kind)) + " " + std::to_string(issue.records));
  return out;
}

TEST_P(NormaliseLaw, DoesNotDependOnOrderOrThreads) {
  std::mt19937 random(GetParam());
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
  };
  std::vector<Record> houses;
  for (int i = 0; i < 60; ++i) {
    const double x = uniform(0, 200);
    const double y = uniform(0, 200);
    const double w = uniform(1, 20);
    const double h = uniform(1, 20);
    std::vector<Xy> ring{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}};
    if (i % 9 == 0) std::swap(ring[1], ring[2]);  // crosses itself
    houses.push_back({ring, i % 4 == 0 ? "3" : i % 4 == 1 ? "rubbish" : ""});
    if (i % 7 == 0) houses.push_back({ring, "5"});  // drawn twice
  }
  std::vector<Xy> hydrants;
  for (int i = 0; i < 20; ++i) hydrants.push_back({uniform(0, 100), uniform(-20, 20)});
  const auto first = fingerprint(town(houses, hydrants, 1));
  EXPECT_EQ(fingerprint(town(houses, hydrants, 4)), first);
  std::shuffle(houses.begin(), houses.end(), random);
  std::shuffle(hydrants.begin(), hydrants.end(), random);
  EXPECT_EQ(fingerprint(town(houses, hydrants, 3)), first);
}

TEST_P(NormaliseLaw, EveryRecordIsUsedOrSetAside) {
  std::mt19937 random(GetParam());
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  for (int i = 0; i < 80; ++i) {
    const double x = static_cast<double>(random() % 100);
    const double y = static_cast<double>(random() % 100);
    switch (random() % 6) {
      case 0:
        buildings.nothing();
        break;
      case 1:
        buildings.point(x, y);
        break;
      case 2:
        buildings.line({{x, y}, {x + 5, y}});
        break;
      case 3:
        buildings.polygon({{x, y}, {x + 9, y + 9}, {x + 9, y}, {x, y + 9}, {x, y}});
        break;
      default:
        buildings.rectangle(x, y, x + 7, y + 5);
    }
  }
  const City city = city_of(buildings);
  EXPECT_EQ(city.sources[0].read, 80U);
  EXPECT_EQ(city.buildings->size() + city.sources[0].set_aside, 80U);
  std::uint64_t reported = 0;
  for (const Issue& issue : city.issues)
    if (issue.action == Action::set_aside) reported += issue.records;
  EXPECT_EQ(reported, city.sources[0].set_aside);
}

INSTANTIATE_TEST_SUITE_P(Seeds, NormaliseLaw, testing::Range(1U, 13U));

}  // namespace
}  // namespace firebreak
