#include "render/page.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.hpp"

namespace firebreak::render {

namespace {

constexpr double binding_mm = 25;
constexpr double margin_mm = 6;
constexpr double smallest_factor = 0.5;

double nice_length(double at_least) {
  const double power = std::pow(10, std::floor(std::log10(at_least)));
  for (const double k : {1.0, 2.0, 5.0})
    if (k * power >= at_least * (1 - 1e-9)) return k * power;
  return 10 * power;
}

bool has_layer(const Scene& scene, std::string_view table) {
  return std::any_of(scene.layers.begin(), scene.layers.end(),
                     [&](const SceneLayer& layer) { return layer.table->name == table; });
}

}  // namespace

QSizeF paper_size_mm(std::string_view name, bool landscape) {
  static constexpr std::array<std::pair<int, int>, 7> sizes{
      {{841, 1189}, {594, 841}, {420, 594}, {297, 420}, {210, 297}, {148, 210}, {105, 148}}};
  if (name.size() != 2 || (name[0] != 'A' && name[0] != 'a') || name[1] < '0' || name[1] > '6')
    throw Error(ErrorKind::usage, "paper {}: this size is not known. Use A0 to A6.", name);
  const auto [narrow, wide] = sizes[static_cast<std::size_t>(name[1] - '0')];
  return landscape ? QSizeF(wide, narrow) : QSizeF(narrow, wide);
}

double round_scale(double at_least) {
  const double power = std::pow(10, std::floor(std::log10(std::max(at_least, 1.0))));
  for (const double k : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5})
    if (k * power >= at_least * (1 - 1e-9)) return k * power;
  return 10 * power;
}

ScaleBar scale_bar(double scale, double room_mm) {
  const double most_m = room_mm / 4 * scale / 1000;
  const double power = std::pow(10, std::floor(std::log10(most_m)));
  double segment_m = power;
  for (const double k : {2.0, 5.0})
    if (k * power <= most_m * (1 + 1e-9)) segment_m = k * power;
  return {segment_m, segment_m * 1000 / scale};
}

SheetLayout sheet_layout(QSizeF paper) {
  SheetLayout layout;
  layout.paper = paper;
  const double size = std::sqrt(paper.width() * paper.height() / (420.0 * 297.0));
  layout.factor = std::clamp(size, 0.7, 1.35);
  const double gap = 2.5 * layout.factor;
  const QRectF inside(binding_mm, margin_mm, paper.width() - binding_mm - margin_mm,
                      paper.height() - 2 * margin_mm);
  const double title = 14 * layout.factor;
  layout.title = {inside.left(), inside.top(), inside.width(), title};
  const double top = inside.top() + title + 0.5 * gap;
  if (paper.width() >= paper.height()) {
    const double column = 90 * layout.factor;
    layout.map = {inside.left(), top, inside.width() - column - gap, inside.bottom() - top};
    layout.columns.emplace_back(inside.right() - column, top, column, inside.bottom() - top);
    return layout;
  }
  const double panel = 0.235 * inside.height();
  layout.map = {inside.left(), top, inside.width(), inside.bottom() - panel - gap - top};
  const double column = (inside.width() - 2 * gap) / 3;
  for (int i = 0; i < 3; ++i)
    layout.columns.emplace_back(inside.left() + i * (column + gap), inside.bottom() - panel, column,
                                panel);
  return layout;
}

Sheet::Sheet(std::span<const FeatureTable> tables, const RunRecord& record, const StyleSheet& style,
             const SheetOptions& options, const Job& job)
    : style_(&style),
      record_(record),
      language_(options.language),
      public_edition_(options.public_edition || record.public_edition),
      headlines_(headlines(tables, record)),
      layout_(sheet_layout(paper_size_mm(options.paper, options.landscape))),
      scene_(make_scene(tables, style, options.layers, job.part(0, 0.5))) {
  if (!options.logo.empty() && !logo_.load(QString::fromStdString(options.logo)))
    throw Error(ErrorKind::file, "{}: this picture cannot be read. Take a PNG, JPEG or SVG file.",
                options.logo);
  text_ = options.text;
  overview_ = options.overview;
  hide_rules(options.looks);
  choose_view(options);
  count_outside();
  make_titles(options);
  labels_ = place_labels(scene_, view_mm_, Paper(style, language_));
  job.progress(0.9, text("placing the labels"));
  make_blocks();
}

void Sheet::hide_rules(const std::vector<RuleLook>& looks) {
  for (SceneLayer& layer : scene_.layers)
    for (std::size_t r = 0; r < layer.style->rules.size(); ++r) {
      const bool hidden = std::any_of(looks.begin(), looks.end(), [&](const RuleLook& look) {
        return look.hidden && look.table == layer.table->name && look.layer == layer.style->title &&
               look.rule == layer.style->rules[r].title;
      });
      if (!hidden) continue;
      layer.applies[r] = false;
      layer.counts[r] = 0;
      std::replace(layer.rule_of_row.begin(), layer.rule_of_row.end(), static_cast<std::uint8_t>(r),
                   SceneLayer::no_rule);
    }
}

Box Sheet::seen() const {
  const Box box = view_mm_.box(layout_.map);
  const Xy origin{record_.origin_x_m, record_.origin_y_m};
  return {box.min + origin, box.max + origin};
}

void Sheet::choose_view(const SheetOptions& options) {
  Box box = scene_.extent();
  if (options.extent) {
    const Xy origin{record_.origin_x_m, record_.origin_y_m};
    box = {options.extent->min - origin, options.extent->max - origin};
    if (box.empty())
      throw Error(ErrorKind::usage, "extent: its east or north end lies before its other end.");
  }
  if (box.empty())
    throw Error(ErrorKind::no_answer,
                "map: none of the layers has a feature to draw. Run assess first, or name other "
                "layers.");
  if (options.scale && !(*options.scale >= 1 && *options.scale <= 1e8))
    throw Error(ErrorKind::usage, "scale = {} is outside 1 to 100000000.", *options.scale);
  const double edge_mm = 5 * layout_.factor;
  const double needed =
      std::max({box.width_m() * 1000 / (layout_.map.width() - 2 * edge_mm),
                box.height_m() * 1000 / (layout_.map.height() - 2 * edge_mm), 500.0});
  view_mm_.scale = options.scale ? *options.scale : round_scale(needed);
  view_mm_.frame = layout_.map;
  view_mm_.units_per_mm = 1;
  const double m_per_mm = view_mm_.scale / 1000;
  view_mm_.top_left = {box.centre().x_m - 0.5 * layout_.map.width() * m_per_mm,
                       box.centre().y_m + 0.5 * layout_.map.height() * m_per_mm};
}

void Sheet::count_outside() {
  const Box seen = view_mm_.box(layout_.map);
  for (const auto& layer : scene_.layers) {
    if (layer.table->name == "context") continue;
    for (std::size_t row = 0; row < layer.rule_of_row.size(); ++row)
      if (layer.rule_of_row[row] != SceneLayer::no_rule &&
          !layer.table->shapes.boxes[row].empty() &&
          !layer.table->shapes.boxes[row].intersects(seen))
        ++outside_;
  }
}

void Sheet::make_titles(const SheetOptions& options) {
  title_ = options.title;
  if (title_.empty())
    title_ = record_.title.empty()
                 ? text_in(language_, "Fire safety screening map")
                 : text_in(language_, "{}: fire safety screening map", record_.title);
  subtitle_ = options.subtitle;
  if (!subtitle_.empty()) return;
  const auto add = [&](std::string_view table, std::string_view english) {
    if (!has_layer(scene_, table)) return;
    subtitle_ += (subtitle_.empty() ? "" : " · ") + text_in(language_, english);
  };
  add("hydrant_gaps", "hydrant cover and gaps");
  add("fire_lanes", "fire lanes and pinch points");
  add("risk_zones", "risk zones of dense districts");
  add("response_areas", "response areas");
}

void Sheet::make_blocks() {
  const auto add = [this](auto member) {
    return [this, member](const Paper& paper, QPointF top, double width, double f) {
      return (this->*member)(paper, top, width, f);
    };
  };
  if (!headlines_.empty()) blocks_.emplace_back(add(&Sheet::key_figure_block));
  add_legend();
  if (!text_.empty()) last_blocks_.emplace_back(add(&Sheet::text_block));
  if (overview_) last_blocks_.emplace_back(add(&Sheet::overview_block));
  last_blocks_.emplace_back(add(&Sheet::scale_block));
  last_blocks_.emplace_back(add(&Sheet::note_block));
  last_blocks_.emplace_back(add(&Sheet::imprint_block));
  for (factor_ = layout_.factor; !place_blocks(factor_); factor_ *= 0.96)
    if (factor_ < smallest_factor * layout_.factor)
      throw Error(ErrorKind::usage,
                  "legend: {} layers do not fit beside the map. Name fewer layers or take a larger "
                  "paper.",
                  scene_.layers.size());
}

// Blocks go into the columns in order; the last ones stand at the foot of the last column. False if
// they do not fit with this size of text.
bool Sheet::place_blocks(double factor) {
  placed_.clear();
  const Paper measure(*style_, language_);
  const double gap = 2.2 * factor;
  std::size_t column = 0;
  double y = layout_.columns.front().top();
  const auto place = [&](const Block& block) {
    const double height = block(measure, {}, layout_.columns[column].width(), factor);
    if (y + height > layout_.columns[column].bottom() + 1e-6) {
      if (++column == layout_.columns.size()) return false;
      y = layout_.columns[column].top();
      if (height > layout_.columns[column].height()) return false;
    }
    placed_.push_back(
        {&block, {layout_.columns[column].left(), y}, layout_.columns[column].width()});
    y += height + gap;
    return true;
  };
  for (const Block& block : blocks_)
    if (!place(block)) return false;
  const std::size_t first_last = placed_.size();
  const std::size_t before = column;
  for (const Block& block : last_blocks_)
    if (!place(block)) return false;
  if (column != before) return true;
  const double room = layout_.columns[column].bottom() - (y - gap);
  for (std::size_t i = first_last; i < placed_.size(); ++i) placed_[i].top.ry() += room;
  return true;
}

void Sheet::paint(QPainter& painter, double units_per_mm, const QRectF& part_mm, bool whole_units,
                  const Job& job) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.setFont(sheet_font(2.5, false));  // not the application's, which files would name
  const Paper paper(painter, units_per_mm, part_mm, *style_, language_);
  // One millimetre more on each side: the device's last row may lie half outside the sheet.
  paper.fill({-1, -1, layout_.paper.width() + 2, layout_.paper.height() + 2}, paper.paper());
  if (part_mm.intersects(layout_.map))
    paint_map(painter, units_per_mm, part_mm.intersected(layout_.map), whole_units, job);
  paper.frame(layout_.map, paper.ink(), 0.35);
  paint_title(paper);
  for (const Placed& placed : placed_) (*placed.block)(paper, placed.top, placed.width_mm, factor_);
}

void Sheet::paint_map(QPainter& painter, double units_per_mm, const QRectF& part_mm,
                      bool whole_units, const Job& job) const {
  const Paper paper(painter, units_per_mm, part_mm, *style_, language_);
  const auto device = [&](const QRectF& mm) {
    return QRectF(mm.left() * units_per_mm, mm.top() * units_per_mm, mm.width() * units_per_mm,
                  mm.height() * units_per_mm);
  };
  View view = view_mm_;
  view.frame = device(layout_.map);
  view.units_per_mm = units_per_mm;
  view.whole_units = whole_units;
  painter.save();
  painter.setClipRect(view.frame);
  paper.fill(layout_.map, QColor(style_->ground.red, style_->ground.green, style_->ground.blue));
  paint_scene(painter, scene_, view, device(part_mm), job);
  paint_grid(paper);
  paint_labels(paper, labels_, view.symbol_factor());
  painter.restore();
}

// Crosses and coordinates of the map's CRS every 50 to 125 mm: a sheet can be laid over another.
void Sheet::paint_grid(const Paper& paper) const {
  const double m_per_mm = view_mm_.scale / 1000;
  const double step = nice_length(50 * m_per_mm);
  const QRectF& map = layout_.map;
  const Xy corner = view_mm_.top_left + Xy{record_.origin_x_m, record_.origin_y_m};
  const TextStyle style{1.7 * layout_.factor, false, paper.faint()};
  const double tick = 2 * layout_.factor;
  std::vector<double> xs, ys;
  for (double k = std::ceil(corner.x_m / step); k * step < corner.x_m + map.width() * m_per_mm;
       ++k) {
    const double x = map.left() + (k * step - corner.x_m) / m_per_mm;
    if (x < map.left() + 12 || x > map.right() - 12) continue;
    xs.push_back(x);
    paper.line({x, map.top()}, {x, map.top() + tick}, paper.faint(), 0.2);
    paper.line({x, map.bottom()}, {x, map.bottom() - tick}, paper.faint(), 0.2);
    paper.halo_text({x, map.bottom() - tick - 0.8}, QString::number(k * step, 'f', 0), style,
                    Align::centre);
  }
  for (double k = std::floor(corner.y_m / step); k * step > corner.y_m - map.height() * m_per_mm;
       --k) {
    const double y = map.top() + (corner.y_m - k * step) / m_per_mm;
    if (y < map.top() + 8 || y > map.bottom() - 8) continue;
    ys.push_back(y);
    paper.line({map.left(), y}, {map.left() + tick, y}, paper.faint(), 0.2);
    paper.line({map.right(), y}, {map.right() - tick, y}, paper.faint(), 0.2);
    paper.halo_text({map.left() + tick + 0.8, y + 0.35 * style.size_mm},
                    QString::number(k * step, 'f', 0), style);
  }
  for (const double x : xs)
    for (const double y : ys) {
      paper.line({x - 1.2, y}, {x + 1.2, y}, paper.faint(), 0.12);
      paper.line({x, y - 1.2}, {x, y + 1.2}, paper.faint(), 0.12);
    }
}

void Sheet::paint_title(const Paper& paper) const {
  const double f = layout_.factor;
  const QRectF& box = layout_.title;
  const TextStyle edition{2.8 * f, true, paper.ink()};
  const QString mark = public_edition_ ? paper.say("Public edition") : paper.say("Internal");
  const double mark_width = Paper::width_mm(mark, edition) + 4 * f;
  const QRectF tag(box.right() - mark_width, box.top() + 1 * f, mark_width, 5.4 * f);
  paper.frame(tag, paper.ink(), 0.25);
  paper.text({tag.center().x(), tag.top() + 3.7 * f}, mark, edition, Align::centre);

  double right = tag.left();
  if (!logo_.isNull()) {
    const QSizeF size = QSizeF(logo_.size()).scaled(36 * f, 12.6 * f, Qt::KeepAspectRatio);
    right -= size.width() + 3 * f;
    paper.picture({{right, box.top()}, size}, logo_);
  }
  const QString words = QString::fromStdString(title_);
  TextStyle title{7.4 * f, true, paper.ink()};
  const double room = right - box.left() - 6 * f;
  if (const double width = Paper::width_mm(words, title); width > room)
    title.size_mm *= room / width;
  paper.text({box.left(), box.top() + 6.8 * f}, words, title);
  TextStyle under{3.2 * f, false, paper.faint()};
  const QString subtitle = QString::fromStdString(subtitle_);
  const double under_room = logo_.isNull() ? box.width() : room;
  if (const double width = Paper::width_mm(subtitle, under); width > under_room)
    under.size_mm *= under_room / width;
  paper.text({box.left(), box.top() + 12 * f}, subtitle, under);
}

}  // namespace firebreak::render
