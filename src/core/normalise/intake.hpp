#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geo/crs.hpp"
#include "core/model/raw.hpp"
#include "core/normalise/china_offset.hpp"
#include "core/normalise/recognise.hpp"

namespace firebreak {

/// A layer as read, with what it was taken for; every item of the project file is applied already.
struct SourceLayer {
  RawLayer raw;
  Recognition recognition;
  Crs crs;  ///< declared by the user; unknown: the file's own or the recognised one
  CoordinateShift shift = CoordinateShift::none;  ///< declared: shifted back before use
  bool packed_angles = false;  ///< declared: degrees are DDD.MMSSss and taken apart before use
  std::optional<double> accuracy_m;  ///< declared; empty: by kind of source
  std::optional<double> relative_accuracy_m;
  std::string sha256;
  std::size_t spec = SIZE_MAX;  ///< position of its source in the project; SIZE_MAX: none of them
};

/// A layer on its way into the city: its records, which of them were set aside, and from
/// `place_layers` on coordinates in city metres.
struct Intake {
  std::uint32_t source = 0;  ///< position in `City::sources`
  Role role = Role::reference;
  SourceLayer layer;
  Crs crs;                          ///< of the coordinates as read
  std::string crs_note;             ///< what was assumed or done about it
  bool by_address = false;          ///< its records get their place from their address
  std::vector<std::uint8_t> aside;  ///< one per record, 1 = set aside and reported

  const RawLayer& raw() const { return layer.raw; }
  Origin origin(std::size_t row) const { return {source, layer.raw.fids[row]}; }
  std::string place() const;  ///< "roads.gpkg, layer "roads"": how messages name it
};

}  // namespace firebreak
