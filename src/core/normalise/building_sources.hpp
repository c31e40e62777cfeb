#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/model/city.hpp"
#include "core/normalise/duplicates.hpp"
#include "core/normalise/issue_log.hpp"
#include "core/normalise/tables.hpp"

/// Several layers with the buildings of one place: a survey, the building census, OpenStreetMap
/// (planner.md 5.1). One leads wherever it has a building; the others add what it lacks.
namespace firebreak {

/// From this share of its ground on, a building stands where those of leading sources do.
inline constexpr double given_way_share = 0.5;
/// From this share of the smaller one on, what two records of two sources say holds for one
/// building; from it on of both, they are the same building and no part of one.
inline constexpr double told_of_share = 0.5;

/// The rank of each source of buildings, 0 leads: the more exact one (`Source::accuracy_m`); of
/// equals the one that tells more of its buildings, then the first by name. The layers of one
/// drawing are one survey and share a rank.
std::vector<std::uint32_t> building_ranks(const Table<Building>& buildings,
                                          std::span<const Source> sources);

/// A building that gives way to those of leading sources, and one of them that it shares ground
/// with.
struct GivenWay {
  std::uint32_t building = 0;
  std::uint32_t leader = 0;
  double shared_m2 = 0;
  bool told_of = false;  ///< what the record says holds for the leader
  bool same = false;     ///< so do its counts and its name
};

/// Which buildings stand, by at least half of their ground, where those of leading sources do
/// (what several of them cover counts once): flagged in `gone`. `across` are the overlaps of two
/// ranks. By leader; of one leader the record of the source that ranks higher first, then the one
/// that shares more ground.
std::vector<GivenWay> give_way(const Table<Building>& buildings,
                               std::span<const OverlapPair> across,
                               std::span<const std::uint32_t> ranks,
                               std::vector<std::uint8_t>& gone);

/// Gives the leaders what they lack and records that gave way to them tell, facts and names
/// included, and adds two facts: the source of each outline, and which record told what else.
/// People, floor area, facts and names come from the same building only.
void fill_leaders(Table<Building>& buildings, std::span<const GivenWay> given,
                  std::span<const Source> sources);

/// Tells of every record that gave way, and of each source how many did and what came of it.
/// Called before the leaders are filled.
void report_given_way(const Table<Building>& buildings, std::span<const GivenWay> given,
                      const Workshop& shop);

}  // namespace firebreak
