#pragma once

#include <QImage>
#include <QPainter>
#include <QRectF>
#include <QSizeF>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"
#include "core/model/view_settings.hpp"
#include "render/key_figures.hpp"
#include "render/labels.hpp"
#include "render/painter.hpp"
#include "render/scene.hpp"

namespace firebreak::render {

/// What the caller decides about a sheet.
struct SheetOptions {
  std::string title;         ///< empty: made from the run record
  std::string subtitle;      ///< empty: what the layers show
  std::string text;          ///< words of the user's own beside the map
  std::string logo;          ///< path of a picture; empty: none
  bool overview = false;     ///< a small map of everything with the sheet's frame in it
  std::string paper = "A3";  ///< A0 … A6
  bool landscape = true;
  double dpi = 200;                 ///< of PNG
  std::vector<std::string> layers;  ///< tables to draw; empty: the style sheet's default
  std::optional<double> scale;      ///< 1:scale; empty: the largest round one that fits
  std::optional<Box> extent;        ///< in the map's CRS; empty: all data
  Language language = Language::en;
  bool public_edition = false;  ///< also taken from the run record
  std::vector<RuleLook> looks;  ///< entries of the legend that are hidden are not drawn
};

/// What the user settled about the sheet of a project, as options of a page.
SheetOptions sheet_options(const SheetSettings& settings, const ViewSettings& view,
                           Language language);
/// The sheet with the user's looks for a page of these tables; layers that the user switched off
/// are not part of it.
StyleSheet page_style(const StyleSheet& sheet, const ViewSettings& view,
                      std::span<const FeatureTable> tables);

/// Size in millimetres of a paper by its name. Throws `Error` (usage) for a name it does not know.
QSizeF paper_size_mm(std::string_view name, bool landscape);

/// The smallest round denominator that is not below `at_least`: 1, 1.5, 2, 2.5, 3, 4, 5, 7.5 times
/// a power of ten.
double round_scale(double at_least);

/// Lengths of the scale bar: four segments of a round length, the longest that fit into `room_mm`.
struct ScaleBar {
  double segment_m = 0;
  double segment_mm = 0;
};
ScaleBar scale_bar(double scale, double room_mm);

/// Where things stand on the sheet, in millimetres.
struct SheetLayout {
  QSizeF paper;
  QRectF title;
  QRectF map;
  std::vector<QRectF> columns;  ///< for legend and notes, filled one after the other
  double factor = 1;            ///< of all text, by the size of the paper
};
SheetLayout sheet_layout(QSizeF paper);

/// A finished map sheet, laid out once and painted on any device or, band by band, on any thread.
/// Looks into the tables and the style sheet, which must outlive it.
class Sheet {
 public:
  /// Needs a QGuiApplication (export.hpp). Throws `Error` (usage) for options that make no sense
  /// and `Error` (no_answer) if there is nothing to draw.
  Sheet(std::span<const FeatureTable> tables, const RunRecord& record, const StyleSheet& style,
        const SheetOptions& options, const Job& job);

  const SheetLayout& layout() const { return layout_; }
  const Scene& scene() const { return scene_; }
  const std::string& title() const { return title_; }
  const std::string& subtitle() const { return subtitle_; }
  double scale() const { return view_mm_.scale; }
  /// What the map frame shows, in the map's CRS.
  Box seen() const;
  /// Features of drawn layers that lie wholly outside the map frame.
  std::size_t outside() const { return outside_; }

  /// Paints what touches `part_mm`. `whole_units` rounds map coordinates to device units.
  void paint(QPainter& painter, double units_per_mm, const QRectF& part_mm, bool whole_units,
             const Job& job) const;

 private:
  /// A piece of the column: draws itself at a place and returns its height.
  using Block = std::function<double(const Paper&, QPointF top, double width_mm, double factor)>;
  struct Placed {
    const Block* block;
    QPointF top;
    double width_mm;
  };

  void hide_rules(const std::vector<RuleLook>& looks);
  void choose_view(const SheetOptions& options);
  void count_outside();
  void make_titles(const SheetOptions& options);
  void make_blocks();
  void add_legend();
  bool place_blocks(double factor);

  void paint_map(QPainter& painter, double units_per_mm, const QRectF& part_mm, bool whole_units,
                 const Job& job) const;
  void paint_grid(const Paper& paper) const;
  void paint_title(const Paper& paper) const;

  double key_figure_block(const Paper& paper, QPointF top, double width, double f) const;
  double legend_block(const Paper& paper, QPointF top, double width, double f,
                      const SceneLayer& layer) const;
  double text_block(const Paper& paper, QPointF top, double width, double f) const;
  double overview_block(const Paper& paper, QPointF top, double width, double f) const;
  double scale_block(const Paper& paper, QPointF top, double width, double f) const;
  double note_block(const Paper& paper, QPointF top, double width, double f) const;
  double imprint_block(const Paper& paper, QPointF top, double width, double f) const;
  std::vector<std::pair<QString, QString>> imprint_rows(const Paper& paper) const;

  const StyleSheet* style_;
  RunRecord record_;
  Language language_;
  bool public_edition_;
  std::string title_;
  std::string subtitle_;
  std::string text_;
  QImage logo_;
  bool overview_ = false;
  std::vector<Headline> headlines_;
  SheetLayout layout_;
  Scene scene_;
  View view_mm_;
  std::size_t outside_ = 0;
  std::vector<Label> labels_;
  std::vector<Block> blocks_;       ///< from the top of the columns
  std::vector<Block> last_blocks_;  ///< at the foot of the last column
  std::vector<Placed> placed_;
  double factor_ = 1;
};

}  // namespace firebreak::render
