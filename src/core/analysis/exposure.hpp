#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What stands in harm's way in one building (algorithms 1.4). The raw figures stand beside the
/// weight, so that a reader can check it.
struct Exposure {
  double footprint_m2 = 0;
  /// Declared, else footprint times storeys. Empty where the city holds no storeys, heights or
  /// floor areas at all: then nothing is known about floors, and weights go by the footprint.
  std::optional<double> floor_area_m2;
  /// declared; imputed from storeys or height; default_value by use; missing.
  Basis floor_basis = Basis::missing;
  /// Declared, else floor area by the use's floor space per person. Empty when use or floors are
  /// unknown.
  std::optional<double> people;
  Basis people_basis = Basis::missing;
  std::uint32_t key_sites = 0;  ///< key sites that stand for this building (`building_of_sites`)
  double weight = 0;            ///< floor area / 1000 m2 + people / 10 + 10 if there is a key site
};

/// What several buildings expose together. Floor area and people are those of the buildings that
/// know theirs; nobody in a shed says nothing of the people among them.
struct ExposureSum {
  std::optional<double> floor_area_m2;
  std::optional<double> people;
  std::uint32_t key_sites = 0;
  void add(const Exposure& building);
  void add(const ExposureSum& others);
};

/// Floor area per person in m2 by which people are estimated (algorithms 1.4); empty for an unknown
/// use, infinite where nobody is expected.
std::optional<double> floor_per_person_m2(Use use);

/// Storeys taken when a building gives neither storeys, height nor floor area.
double default_storeys(Use use);

/// One entry per building of the city. A building of unknown use is weighed as if people lived
/// there, so that a missing record does not push it down the ranking; its `people` stay empty.
/// Slivers (`obstacle_only`) expose nothing. Throws `Cancelled`.
std::vector<Exposure> exposure(const City& city, const Job& job);

}  // namespace firebreak
