#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/geo/measure.hpp"
#include "core/io/load.hpp"

namespace firebreak {
namespace {

namespace fs = std::filesystem;

const fs::path corpus = fs::path(FIREBREAK_TEST_DATA) / "defects";

void count(std::multiset<std::string>& out, const std::string& what, std::size_t n) {
  if (n > 0) out.insert(what + " " + std::to_string(n));
}

void total(std::multiset<std::string>& out, const std::string& what, double value) {
  if (value > 0) out.insert(fmt::format("{} {:.1f}", what, value));
}

template <class T, class Test>
std::size_t how_many(const std::vector<T>& rows, const Test& test) {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), test));
}

void describe_tables(const City& city, std::multiset<std::string>& out) {
  count(out, "buildings", city.buildings->size());
  count(out, "roads", city.roads->size());
  count(out, "hydrants", city.hydrants->size());
  count(out, "barriers", city.barriers->size());
  count(out, "segments", city.network->segments.size());
  double area = 0;
  double storeys = 0;
  double width = 0;
  for (std::size_t b = 0; b < city.buildings->size(); ++b) {
    area += area_m2(city.buildings->shapes, b);
    if (const auto id = city.buildings->ids[b]; id[0] != 'b')
      out.insert("building " + std::string(id));
  }
  for (const Road& road : city.roads->rows) width += static_cast<double>(road.width_m.value_or(0));
  total(out, "footprint_m2", area);
  total(out, "width_m", width);
  for (const Building& b : city.buildings->rows)
    storeys = std::max(storeys, static_cast<double>(b.storeys.value_or(0)));
  if (storeys > 0) total(out, "storeys", storeys);
  count(out, "obstacles_only",
        how_many(city.buildings->rows, [](const Building& b) { return b.obstacle_only; }));
  count(out, "duplicates",
        how_many(city.hydrants->rows, [](const Hydrant& h) { return h.duplicate_of.has_value(); }));
  count(out, "doubtful",
        how_many(city.hydrants->rows, [](const Hydrant& h) { return h.doubtful_position; }));
  count(out, "forward",
        how_many(city.roads->rows, [](const Road& r) { return r.one_way == OneWay::forward; }));
  count(out, "backward",
        how_many(city.roads->rows, [](const Road& r) { return r.one_way == OneWay::backward; }));
}

/// What became of a case, one fact a line. Missing attributes and isolated roads are left out:
/// small drawings are full of them.
std::multiset<std::string> described(const City& city) {
  std::multiset<std::string> out;
  describe_tables(city, out);
  for (const Source& source : city.sources) {
    EXPECT_LE(source.set_aside, source.read);
    count(out, "set_aside " + std::string(role_name(source.role)), source.set_aside);
  }
  std::map<std::string, std::size_t> issues;
  for (const Issue& issue : city.issues) {
    if (issue.kind == IssueKind::missing_attribute || issue.kind == IssueKind::isolated_road)
      continue;
    if (issue.origin.fid < 0) continue;
    EXPECT_FALSE(issue.detail.empty());
    EXPECT_FALSE(issue.effect.empty()) << issue.detail;
    issues["issue " + std::string(issue_kind_name(issue.kind)) + "@" +
           std::string(action_name(issue.action))] += issue.records;
  }
  for (const auto& [name, n] : issues) {
    const auto at = name.find('@');
    out.insert(name.substr(0, at) + " " + std::to_string(n) + " " + name.substr(at + 1));
  }
  return out;
}

std::multiset<std::string> expected(const fs::path& folder) {
  std::multiset<std::string> out;
  std::ifstream in(folder / "expected.txt");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') out.insert(line);
  return out;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(corpus))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

class DefectCorpus : public testing::TestWithParam<std::string> {};

TEST_P(DefectCorpus, IsHandledAsWritten) {
  const fs::path folder = corpus / GetParam();
  io::Project project = io::project_of_folder(folder);
  for (io::SourceSpec& source : project.sources)
    source.role = role_from_name(source.path.stem().string());
  EXPECT_EQ(described(io::load(project, Job{})), expected(folder));
}

INSTANTIATE_TEST_SUITE_P(Cases, DefectCorpus, testing::ValuesIn(cases()),
                         [](const auto& of_case) { return of_case.param; });

}  // namespace
}  // namespace firebreak
