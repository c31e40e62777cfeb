#include "core/io/ogr_geometry.hpp"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/base/text.hpp"

namespace firebreak::io {

namespace {

/// The largest radius among the arcs of a geometry; 0 if it has none.
class LargestRadius final : public OGRDefaultConstGeometryVisitor {
 public:
  using OGRDefaultConstGeometryVisitor::visit;
  void visit(const OGRCircularString* arc) override {
    for (int i = 0; i + 2 < arc->getNumPoints(); i += 2) {
      double r = 0;
      double cx = 0;
      double cy = 0;
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      if (OGRGeometryFactory::GetCurveParameters(arc->getX(i), arc->getY(i), arc->getX(i + 1),
                                                 arc->getY(i + 1), arc->getX(i + 2),
                                                 arc->getY(i + 2), r, cx, cy, a0, a1, a2) != FALSE)
        radius = std::max(radius, r);
    }
  }
  double radius = 0;
};

/// The angle in degrees by which a chord of a circle is `sagitta` off its arc.
double step_degrees(double radius, double sagitta) {
  if (!(radius > 0)) return 4;
  const double ratio = std::clamp(1 - sagitta / radius, -1.0, 1.0);
  return std::clamp(2 * std::acos(ratio) * 180 / 3.14159265358979323846, 0.01, 45.0);
}

void add_line(const OGRSimpleCurve& line, PartKind kind, std::int64_t fid, ShapeSink& sink) {
  auto& points = sink.points();
  const int count = line.getNumPoints();
  for (int i = 0; i < count; ++i) points.push_back({line.getX(i), line.getY(i)});
  sink.end_part(kind, fid);
}

void add_parts(const OGRGeometry& geometry, std::int64_t fid, ShapeSink& sink) {
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint: {
      const OGRPoint* point = geometry.toPoint();
      if (point->IsEmpty()) return;
      sink.points().push_back({point->getX(), point->getY()});
      sink.end_part(PartKind::point, fid);
      return;
    }
    case wkbLineString:
    case wkbLinearRing:
      add_line(*geometry.toSimpleCurve(), PartKind::line, fid, sink);
      return;
    case wkbPolygon:
    case wkbTriangle: {
      bool outer = true;
      for (const OGRLinearRing* ring : *geometry.toPolygon()) {
        add_line(*ring, outer ? PartKind::outer : PartKind::hole, fid, sink);
        outer = false;
      }
      return;
    }
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection:
      for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_parts(*part, fid, sink);
      return;
    case wkbPolyhedralSurface:
    case wkbTIN:
      for (const OGRPolygon* face : *geometry.toPolyhedralSurface()) add_parts(*face, fid, sink);
      return;
    default:
      sink.reject_feature(fid, IssueKind::wrong_geometry,
                          text("geometry of kind {} is not read", geometry.getGeometryName()));
  }
}

}  // namespace

void add_ogr_geometry(const OGRGeometry& geometry, double sagitta, std::int64_t fid,
                      ShapeSink& sink) {
  if (geometry.Is3D() != FALSE || geometry.IsMeasured() != FALSE) sink.note_height();
  if (geometry.hasCurveGeometry(TRUE) == FALSE && geometry.hasCurveGeometry(FALSE) == FALSE)
    return add_parts(geometry, fid, sink);
  sink.note_curve();
  LargestRadius largest;
  geometry.accept(&largest);
  const std::unique_ptr<OGRGeometry> straight(
      geometry.getLinearGeometry(step_degrees(largest.radius, sagitta), nullptr));
  if (straight)
    add_parts(*straight, fid, sink);
  else
    sink.reject_feature(fid, IssueKind::invalid_geometry,
                        text("a curve could not be turned into lines"));
}

}  // namespace firebreak::io
