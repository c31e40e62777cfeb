#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "core/base/error.hpp"
#include "core/io/load.hpp"
#include "support/temp_dir.hpp"

/// Spoilt copies of the demo county (mutate_county.py) end in a city or in a message, and no record
/// is lost without a word. The tests take the first seeds; tests/fuzz/all_mutations takes 2,000,
/// with FIREBREAK_MUTATIONS="FIRST COUNT".
namespace firebreak {
namespace {

namespace fs = std::filesystem;

constexpr const char* default_seeds = "1 18";

/// The records of each source that stand in a table of the city.
using Placed = std::map<std::uint32_t, std::set<std::int64_t>>;

template <class T>
void add(Placed& placed, const Table<T>& table) {
  for (const T& row : table.rows) placed[row.origin.source].insert(row.origin.fid);
}

Placed placed_in(const City& city) {
  Placed placed;
  add(placed, *city.buildings);
  add(placed, *city.roads);
  add(placed, *city.hydrants);
  add(placed, *city.stations);
  add(placed, *city.obstacles);
  add(placed, *city.barriers);
  add(placed, *city.units);
  for (const Layer& layer : *city.others)
    for (const Origin& origin : layer.origins) placed[origin.source].insert(origin.fid);
  return placed;
}

/// Whether the records of a role stand in a table with their origin.
bool keeps_origins(Role role) {
  switch (role) {
    case Role::carriageway:
    case Role::water:
    case Role::open_land:
    case Role::study_area:
    case Role::built_up:
    case Role::terrain:
    case Role::reference:
      return false;
    default:
      return true;
  }
}

std::uint64_t records_of(const City& city, std::uint32_t source, IssueKind kind) {
  std::uint64_t records = 0;
  for (const Issue& issue : city.issues)
    if (issue.kind == kind && issue.origin.source == source) records += issue.records;
  return records;
}

/// Read = placed + set aside + merged into another record, source by source.
void expect_nothing_lost(const City& city) {
  Placed placed = placed_in(city);
  for (std::uint32_t s = 0; s < city.sources.size(); ++s) {
    const Source& source = city.sources[s];
    SCOPED_TRACE(source.path + ", " + source.layer);
    EXPECT_LE(source.set_aside, source.read);
    if (!keeps_origins(source.role)) continue;
    EXPECT_EQ(placed[s].size() + source.set_aside + records_of(city, s, IssueKind::duplicate_road),
              source.read);
    // What is set aside is told.
    std::uint64_t told = 0;
    for (const Issue& issue : city.issues)
      if (issue.origin.source == s && issue.action == Action::set_aside) told += issue.records;
    EXPECT_GE(told, source.set_aside);
  }
}

/// Every record that is certainly in a file was read or left out with a word.
void expect_all_read(const City& city, const fs::path& notes) {
  std::istringstream lines(test::read_file(notes));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("rows\t")) continue;
    std::istringstream words(line.substr(5));
    std::string file, layer, count;
    std::getline(words, file, '\t');
    std::getline(words, layer, '\t');
    std::getline(words, count);
    std::uint64_t read = 0;
    bool any = false;
    for (std::uint32_t s = 0; s < city.sources.size(); ++s) {
      const Source& source = city.sources[s];
      if (fs::path(source.path).filename() != file || !source.layer.starts_with(layer)) continue;
      any = true;
      read += source.read + records_of(city, s, IssueKind::left_out_row);
    }
    if (any) {
      EXPECT_GE(read, std::stoull(count)) << file << ", " << layer;
    }
  }
}

enum class End { city, message };

End tried(const fs::path& folder, const fs::path& notes) {
  try {
    const io::Project project = io::open_project(folder);
    NormaliseOptions options = io::normalise_options(project);
    options.refuse_unplaced = false;
    const City city = normalise(io::read_and_recognise(project, Job{}), options, Job{});
    expect_nothing_lost(city);
    expect_all_read(city, notes);
    return End::city;
  } catch (const Error& error) {
    EXPECT_TRUE(error.kind() == ErrorKind::file || error.kind() == ErrorKind::usage);
    EXPECT_GT(std::string_view(error.what()).size(), 20U);
    return End::message;
  }
}

TEST(CountyMutations, EndInACityOrAMessageAndLoseNothing) {
  const char* given = std::getenv("FIREBREAK_MUTATIONS");
  std::istringstream seeds(given != nullptr ? given : default_seeds);
  unsigned first = 0, count = 0;
  seeds >> first >> count;
  ASSERT_GT(count, 0U);
  const test::TempDir dir;
  std::ostringstream command;
  command << "/usr/bin/python3 '" << FIREBREAK_SOURCE << "/tests/fuzz/mutate_county.py' '"
          << FIREBREAK_SOURCE << "/data/samples/demo-county/演示县' '" << dir.path().string()
          << "' " << first << " " << count;
  const int status = std::system(command.str().c_str());
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << command.str();
  unsigned cities = 0;
  for (unsigned seed = first; seed < first + count; ++seed) {
    const fs::path notes = dir.path() / (std::to_string(seed) + ".txt");
    if (given != nullptr) std::fprintf(stderr, "%u\n", seed);  // the last one before a crash
    SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + test::read_file(notes));
    try {
      cities += tried(dir.path() / std::to_string(seed), notes) == End::city ? 1U : 0U;
    } catch (const std::exception& error) {
      ADD_FAILURE() << "neither a city nor a message: " << error.what();
    }
  }
  RecordProperty("cities", static_cast<int>(cities));
  RecordProperty("messages", static_cast<int>(count - cities));
  if (given != nullptr) std::fprintf(stderr, "%u cities, %u messages\n", cities, count - cities);
  EXPECT_GT(4 * cities, count) << "most damage leaves a county that can be used";
}

}  // namespace
}  // namespace firebreak
