#pragma once

#include <string>
#include <utility>
#include <vector>

#include "layer_builder.hpp"

namespace firebreak::test {

/// The city that layers make, with the options of a run that says nothing.
template <class... Layers>
City city_of(const Layers&... layers) {
  std::vector<SourceLayer> sources;
  (sources.push_back(layers.build()), ...);
  return normalise(std::move(sources), {}, Job{});
}

/// One street of 100 m along the x axis.
inline LayerBuilder street() {
  LayerBuilder roads(Role::roads, "roads.gpkg");
  roads.text_column("class").line({{0, 0}, {100, 0}}).cells({"residential"});
  return roads;
}

}  // namespace firebreak::test
