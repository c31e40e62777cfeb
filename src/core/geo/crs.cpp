#include "core/geo/crs.hpp"

#include <geodesic.h>
#include <proj.h>

#include <cmath>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/error.hpp"

namespace firebreak {

namespace {

struct ContextCloser {
  void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct PjCloser {
  void operator()(PJ* p) const { proj_destroy(p); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextCloser>;
using Pj = std::unique_ptr<PJ, PjCloser>;

Context quiet_context() {
  Context context(proj_context_create());
  proj_log_func(context.get(), nullptr, [](void*, int, const char*) {});
  return context;
}

/// The CRS itself when it is bound to a transformation or compound with a height.
Pj horizontal(PJ_CONTEXT* context, Pj crs) {
  for (int depth = 0; depth < 4; ++depth) {
    const PJ_TYPE type = proj_get_type(crs.get());
    if (type == PJ_TYPE_BOUND_CRS)
      crs.reset(proj_get_source_crs(context, crs.get()));
    else if (type == PJ_TYPE_COMPOUND_CRS)
      crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    else
      break;
  }
  return crs;
}

int authority_code(PJ_CONTEXT* context, const PJ* crs) {
  const char* authority = proj_get_id_auth_name(crs, 0);
  const char* code = proj_get_id_code(crs, 0);
  if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG")
    return std::atoi(code);
  int* confidence = nullptr;
  PJ_OBJ_LIST* matches = proj_identify(context, crs, "EPSG", nullptr, &confidence);
  int found = 0;
  if (matches != nullptr && proj_list_get_count(matches) > 0 && confidence != nullptr &&
      confidence[0] >= 90) {
    const Pj match(proj_list_get(context, matches, 0));
    if (const char* id = proj_get_id_code(match.get(), 0)) found = std::atoi(id);
  }
  proj_int_list_destroy(confidence);
  proj_list_destroy(matches);
  return found;
}

bool is_mercator(PJ_CONTEXT* context, const PJ* crs) {
  const Pj conversion(proj_crs_get_coordoperation(context, crs));
  if (!conversion) return false;
  const char* method = nullptr;
  proj_coordoperation_get_method_info(context, conversion.get(), &method, nullptr, nullptr);
  const std::string name = method == nullptr ? "" : method;
  return name.find("Mercator") != std::string::npos && name.find("Transverse") == std::string::npos;
}

/// What PROJ's registry was asked once: finding an operation there costs 10 ms and more, a copy of
/// it less than one. Shared by all threads.
class Asked {
 public:
  std::optional<Crs> crs(const std::string& definition) {
    const std::lock_guard lock(mutex_);
    const auto found = systems_.find(definition);
    return found == systems_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(const std::string& definition, const Crs& crs) {
    const std::lock_guard lock(mutex_);
    systems_.emplace(definition, crs);
  }
  /// The operation for a context of the asker's own; empty if there is none.
  Pj operation(PJ_CONTEXT* context, const std::string& from, const std::string& to) {
    const std::lock_guard lock(mutex_);
    Pj& kept = operations_[{from, to}];
    if (!kept) {
      const Pj found(proj_create_crs_to_crs(context_.get(), from.c_str(), to.c_str(), nullptr));
      if (found) kept.reset(proj_normalize_for_visualization(context_.get(), found.get()));
    }
    return Pj(kept ? proj_clone(context, kept.get()) : nullptr);
  }

 private:
  std::mutex mutex_;
  Context context_ = quiet_context();
  std::map<std::string, Crs> systems_;
  std::map<std::pair<std::string, std::string>, Pj> operations_;
};

Asked& asked() {
  static Asked all;
  return all;
}

}  // namespace

Crs::Crs(const std::string& definition) : definition_(definition) {
  if (const std::optional<Crs> kept = asked().crs(definition)) {
    *this = *kept;
    return;
  }
  const Context context = quiet_context();
  Pj crs(proj_create(context.get(), definition.c_str()));
  if (!crs || proj_is_crs(crs.get()) == 0)
    throw Error(ErrorKind::file,
                "\"{}\" is not a coordinate reference system that PROJ knows. Give an EPSG code, "
                "e.g. EPSG:4547.",
                definition);
  crs = horizontal(context.get(), std::move(crs));
  if (const char* given = proj_get_name(crs.get())) name_ = given;
  epsg_ = authority_code(context.get(), crs.get());
  if (epsg_ != 0) definition_ = "EPSG:" + std::to_string(epsg_);
  const PJ_TYPE type = proj_get_type(crs.get());
  geographic_ = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
  if (!geographic_) {
    const Pj axes(proj_crs_get_coordinate_system(context.get(), crs.get()));
    double factor = 0;
    if (axes && proj_cs_get_axis_info(context.get(), axes.get(), 0, nullptr, nullptr, nullptr,
                                      &factor, nullptr, nullptr, nullptr) != 0)
      metres_per_unit_ = factor;
    metric_ = std::abs(metres_per_unit_ - 1) < 1e-9 && type == PJ_TYPE_PROJECTED_CRS &&
              !is_mercator(context.get(), crs.get());
  }
  asked().keep(definition, *this);
}

std::string Crs::wkt() const {
  const Context context = quiet_context();
  const Pj crs(proj_create(context.get(), definition_.c_str()));
  if (!crs) return {};
  const char* wkt = proj_as_wkt(context.get(), crs.get(), PJ_WKT1_GDAL, nullptr);
  if (wkt == nullptr) wkt = proj_as_wkt(context.get(), crs.get(), PJ_WKT2_2019, nullptr);
  return wkt == nullptr ? std::string() : std::string(wkt);
}

double Crs::scale_error_at(Xy projected) const {
  if (geographic_ || !known()) return 0;
  const Context context = quiet_context();
  const Pj crs(proj_create(context.get(), definition_.c_str()));
  const Pj geodetic(proj_crs_get_geodetic_crs(context.get(), crs.get()));
  const Pj ellipsoid(proj_get_ellipsoid(context.get(), geodetic.get()));
  const Pj inverse(
      proj_create_crs_to_crs_from_pj(context.get(), crs.get(), geodetic.get(), nullptr, nullptr));
  double semi_major_m = 0;
  double inverse_flattening = 0;
  if (!inverse || proj_ellipsoid_get_parameters(context.get(), ellipsoid.get(), &semi_major_m,
                                                nullptr, nullptr, &inverse_flattening) == 0)
    return 0;
  const Pj ordered(proj_normalize_for_visualization(context.get(), inverse.get()));
  geod_geodesic globe;
  geod_init(&globe, semi_major_m, inverse_flattening > 0 ? 1 / inverse_flattening : 0);
  // A cross of 100 m on the grid against its geodesic length on the ellipsoid. (proj_factors()
  // fails on CRSs that the registry lists northing first, as all of CGCS2000.)
  const double half = 50 / metres_per_unit_;
  double error = 0;
  for (const Xy arm : {Xy{half, 0}, Xy{0, half}}) {
    const Xy ends[] = {projected - arm, projected + arm};
    PJ_COORD at[2];
    for (int i = 0; i < 2; ++i)
      at[i] = proj_trans(ordered.get(), PJ_FWD, proj_coord(ends[i].x_m, ends[i].y_m, 0, 0));
    if (!std::isfinite(at[0].v[0]) || !std::isfinite(at[1].v[0])) return 0;
    double true_m = 0;
    geod_inverse(&globe, at[0].v[1], at[0].v[0], at[1].v[1], at[1].v[0], &true_m, nullptr, nullptr);
    error = std::max(error, std::abs(100 / true_m - 1));
  }
  return error;
}

struct Transform::Impl {
  Context context = quiet_context();
  Pj operation;  ///< empty: nothing to do
};

Transform::Transform(const Crs& from, const Crs& to) : impl_(std::make_unique<Impl>()) {
  if (from == to) return;
  impl_->operation = asked().operation(impl_->context.get(), from.definition(), to.definition());
  if (!impl_->operation)
    throw Error(ErrorKind::file, "PROJ knows no way from {} to {}. Name another CRS.",
                from.definition(), to.definition());
}

Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

void Transform::apply(std::span<Xy> points) const {
  if (!impl_->operation || points.empty()) return;
  static_assert(sizeof(Xy) == 2 * sizeof(double));
  proj_trans_generic(impl_->operation.get(), PJ_FWD, &points[0].x_m, sizeof(Xy), points.size(),
                     &points[0].y_m, sizeof(Xy), points.size(), nullptr, 0, 0, nullptr, 0, 0);
}

Xy Transform::operator()(Xy p) const {
  apply({&p, 1});
  return p;
}

Crs metric_crs_for(LonLat place) {
  // The box of mainland China and its islands; neighbours inside it get the same good grid.
  const bool in_china = place.lon_deg >= 73.5 && place.lon_deg <= 135.1 && place.lat_deg >= 17.5 &&
                        place.lat_deg <= 53.6;
  if (in_china) {
    const int zone = static_cast<int>(std::lround(place.lon_deg / 3));  // central meridian 3 x zone
    return Crs("EPSG:" + std::to_string(4534 + std::clamp(zone, 25, 45) - 25));
  }
  const int zone = std::clamp(static_cast<int>(std::floor((place.lon_deg + 180) / 6)) + 1, 1, 60);
  return Crs("EPSG:" + std::to_string((place.lat_deg >= 0 ? 32600 : 32700) + zone));
}

std::string proj_version() {
  return proj_info().version;
}

}  // namespace firebreak
