#pragma once

#include <string>
#include <vector>

#include "core/normalise/normalise.hpp"

namespace firebreak::test {

/// Builds a layer as a file would give it, with canonical column names.
class LayerBuilder {
 public:
  LayerBuilder(Role role, std::string file, const std::string& crs = "EPSG:25832",
               std::string driver = "GPKG");

  LayerBuilder& text_column(const std::string& name);
  LayerBuilder& real_column(const std::string& name);

  /// Records; cells follow by `cell`, in the order of the columns.
  LayerBuilder& polygon(const std::vector<Xy>& ring,
                        const std::vector<std::vector<Xy>>& holes = {});
  LayerBuilder& rectangle(double x0, double y0, double x1, double y1);
  LayerBuilder& line(const std::vector<Xy>& points);
  LayerBuilder& lines(const std::vector<std::vector<Xy>>& parts);
  LayerBuilder& point(double x, double y);
  LayerBuilder& nothing();
  LayerBuilder& cells(const std::vector<std::string>& values);  ///< "" = missing

  LayerBuilder& shift(CoordinateShift shift);

  SourceLayer build() const;

 private:
  LayerBuilder& finish();
  SourceLayer layer_;
  Role role_;
};

/// A place in Bavaria in EPSG:25832 that local coordinates are added to.
inline constexpr Xy bavaria{664000, 5486000};

/// The issues of one kind.
std::vector<Issue> issues_of(const City& city, IssueKind kind);

}  // namespace firebreak::test
