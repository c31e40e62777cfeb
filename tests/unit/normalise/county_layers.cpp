#include "county_layers.hpp"

namespace firebreak::test {

SourceLayer county_streets() {
  LayerBuilder layer(Role::roads, "roads.gpkg", "EPSG:4526");
  const Xy corner = county + Xy{38e6, 0} - bavaria;  // which the builder adds
  for (int k = 0; k <= 5; ++k) {
    layer.line({corner + Xy{300.0 * k, 0}, corner + Xy{300.0 * k, 1500}});
    layer.line({corner + Xy{0, 300.0 * k}, corner + Xy{1500, 300.0 * k}});
  }
  return layer.build();
}

NormaliseOptions set_aside() {
  NormaliseOptions options;
  options.refuse_unplaced = false;
  return options;
}

}  // namespace firebreak::test
