#include "gui/page_preview.hpp"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr double margin_px = 18;
constexpr int wait_ms = 60;  ///< changes in a row are drawn once
constexpr double smallest_zoom = 0.3;
constexpr double largest_zoom = 16;

/// Which way an arrow key points, as the map is dragged to see more of that side.
QPointF arrow(int key) {
  switch (key) {
    case Qt::Key_Left:
      return {1, 0};
    case Qt::Key_Right:
      return {-1, 0};
    case Qt::Key_Up:
      return {0, 1};
    case Qt::Key_Down:
      return {0, -1};
    default:
      return {};
  }
}

}  // namespace

PagePreview::PagePreview(Document& document, QWidget* parent)
    : QAbstractScrollArea(parent), document_(document) {
  setObjectName("page_preview");
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  say_help(this,
           tr_key("The page as it is printed: dragging, or Shift and arrow keys, moves the map "
                  "in its frame; a click on the title edits it; + and - zoom"));
  viewport()->setMouseTracking(true);
  title_ = new QLineEdit(viewport());
  title_->setObjectName("page_title");
  title_->hide();
  connect(title_, &QLineEdit::editingFinished, this, [this] { end_title(true); });
  later_.setSingleShot(true);
  later_.setInterval(wait_ms);
  connect(&later_, &QTimer::timeout, this, &PagePreview::draw);
  connect(&drawing_, &Task::failed, this, [this](const QString& why) {
    trouble_ = why;
    picture_.reset();
    viewport()->update();
    emit picture_changed();
  });
  for (const auto signal :
       {&Document::project_changed, &Document::results_changed, &Document::language_changed})
    connect(&document_, signal, this, &PagePreview::ask);
}

PagePreview::~PagePreview() {
  title_->disconnect(this);  // it loses the focus, and that ends an edit
}

void PagePreview::set_active(bool active) {
  active_ = active;
  if (active_ && wanted_) ask();
  if (!active_) {
    later_.stop();
    drawing_.cancel();
    wanted_ = true;
  }
}

void PagePreview::ask() {
  wanted_ = true;
  if (active_) later_.start();
}

void PagePreview::draw() {
  wanted_ = false;
  if (fitted_) fit();
  auto sheet = sheet_job(document_);
  if (!sheet) {
    drawing_.cancel();
    picture_.reset();
    trouble_ = words("There is no result yet: assess first.");
    viewport()->update();
    emit picture_changed();
    return;
  }
  sheet->options.dpi = std::clamp(zoom_ * devicePixelRatioF() * mm_per_inch, 20.0, 400.0);
  drawing_.start(
      [sheet = *sheet](const Job& job) {
        const SheetJob shown = sheet.of_unit(job);
        return render::sheet_picture(shown.tables(), shown.record, shown.style, shown.options, job);
      },
      [this](render::SheetPicture picture) { take(std::move(picture)); });
}

void PagePreview::take(render::SheetPicture picture) {
  picture_ = std::move(picture);
  trouble_.clear();
  dragged_ = {};
  update_bars();
  viewport()->update();
  emit picture_changed();
}

QSizeF PagePreview::paper_mm() const {
  const SheetSettings& sheet = document_.project().sheet;
  try {
    return render::paper_size_mm(sheet.paper, sheet.landscape);
  } catch (const Error&) {
    return render::paper_size_mm("A3", sheet.landscape);
  }
}

QRectF PagePreview::page_rect() const {
  const QSizeF size = paper_mm() * zoom_;
  const QSizeF room = viewport()->size();
  const auto at = [](double room_px, double size_px, const QScrollBar* bar) {
    return size_px + 2 * margin_px <= room_px ? std::round(0.5 * (room_px - size_px))
                                              : margin_px - bar->value();
  };
  return {{at(room.width(), size.width(), horizontalScrollBar()),
           at(room.height(), size.height(), verticalScrollBar())},
          size};
}

QPointF PagePreview::to_screen(QPointF mm) const {
  return page_rect().topLeft() + mm * zoom_;
}

QRectF PagePreview::map_rect() const {
  if (!picture_) return {};
  const QRectF& map = picture_->layout.map;
  return {to_screen(map.topLeft()), map.size() * zoom_};
}

QRectF PagePreview::title_rect() const {
  if (!picture_) return {};
  const QRectF& title = picture_->layout.title;
  return {to_screen(title.topLeft()), QSizeF(0.75 * title.width(), 0.62 * title.height()) * zoom_};
}

void PagePreview::update_bars() {
  const QSizeF size = paper_mm() * zoom_ + QSizeF(2 * margin_px, 2 * margin_px);
  const QSize room = viewport()->size();
  horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(size.width()) - room.width()));
  verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(size.height()) - room.height()));
  horizontalScrollBar()->setPageStep(room.width());
  verticalScrollBar()->setPageStep(room.height());
  horizontalScrollBar()->setSingleStep(40);
  verticalScrollBar()->setSingleStep(40);
}

void PagePreview::set_zoom(double zoom) {
  fitted_ = false;
  const double next = std::clamp(zoom, smallest_zoom, largest_zoom);
  if (next == zoom_) return;
  zoom_ = next;
  update_bars();
  viewport()->update();
  ask();
  emit zoom_changed();
}

void PagePreview::zoom_by(double factor) {
  const QPointF middle = QRectF(viewport()->rect()).center();
  const QPointF mm = (middle - page_rect().topLeft()) / zoom_;
  set_zoom(zoom_ * factor);
  horizontalScrollBar()->setValue(qRound(mm.x() * zoom_ + margin_px - middle.x()));
  verticalScrollBar()->setValue(qRound(mm.y() * zoom_ + margin_px - middle.y()));
}

void PagePreview::fit() {
  const QSizeF room = maximumViewportSize() - QSize(2 * margin_px, 2 * margin_px);
  const QSizeF paper = paper_mm();
  const double zoom =
      std::clamp(std::min(room.width() / paper.width(), room.height() / paper.height()),
                 smallest_zoom, largest_zoom);
  const bool other = std::abs(zoom - zoom_) > 1e-9;
  set_zoom(zoom);
  fitted_ = true;
  if (!other) update_bars();
}

void PagePreview::true_size() {
  set_zoom(logicalDpiX() / mm_per_inch);
}

void PagePreview::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), palette().color(QPalette::Mid));
  const QRectF page = page_rect();
  painter.fillRect(page.translated(3, 3), QColor(0, 0, 0, 70));
  painter.fillRect(page, Qt::white);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  if (picture_ && picture_->layout.paper == paper_mm()) {
    painter.drawImage(page, picture_->image);
    if (dragged_ != QPointF()) {
      const QRectF map = map_rect();
      painter.setClipRect(map);
      painter.fillRect(map, QColor(0xee, 0xee, 0xee));
      const double per_mm = picture_->image.width() / picture_->layout.paper.width();
      const QRectF& mm = picture_->layout.map;
      painter.drawImage(map.translated(dragged_), picture_->image,
                        {mm.topLeft() * per_mm, mm.size() * per_mm});
      painter.setClipping(false);
    }
  }
  if (trouble_.isEmpty()) return;
  painter.setPen(QColor(0x33, 0x33, 0x33));
  painter.drawText(page.adjusted(30, 30, -30, -30), Qt::AlignCenter | Qt::TextWordWrap, trouble_);
}

void PagePreview::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  if (fitted_) fit();
  update_bars();
}

void PagePreview::showEvent(QShowEvent* event) {
  QAbstractScrollArea::showEvent(event);
  if (fitted_) fit();
}

void PagePreview::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !picture_) return;
  if (title_rect().contains(event->position())) return edit_title();
  if (map_rect().contains(event->position())) {
    drag_from_ = event->position();
    viewport()->setCursor(Qt::ClosedHandCursor);
  }
}

void PagePreview::mouseMoveEvent(QMouseEvent* event) {
  if (drag_from_) {
    dragged_ = event->position() - *drag_from_;
    return viewport()->update();
  }
  viewport()->setCursor(title_rect().contains(event->position()) ? Qt::IBeamCursor
                        : map_rect().contains(event->position()) ? Qt::OpenHandCursor
                                                                 : Qt::ArrowCursor);
}

void PagePreview::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !drag_from_) return;
  const QPointF way = event->position() - *drag_from_;
  drag_from_.reset();
  viewport()->setCursor(Qt::OpenHandCursor);
  if (way.manhattanLength() < 3) {
    dragged_ = {};
    return viewport()->update();
  }
  move_map(way);
}

void PagePreview::move_map(QPointF pixels) {
  const double m_per_px = picture_->scale / 1000 / zoom_;
  const Xy by{-pixels.x() * m_per_px, pixels.y() * m_per_px};
  const firebreak::Box seen{picture_->seen.min + by, picture_->seen.max + by};
  document_.edit(tr_key("Move the map of the sheet"),
                 [&, scale = picture_->scale](io::Project& project) {
                   project.sheet.extent = seen;
                   project.sheet.scale = scale;
                 });
}

void PagePreview::edit_title() {
  title_->setText(to_qt(picture_->title));
  QFont font = title_->font();
  font.setPixelSize(std::clamp(qRound(0.42 * picture_->layout.title.height() * zoom_), 11, 40));
  title_->setFont(font);
  title_->setGeometry(title_rect().toAlignedRect().adjusted(-4, 0, 4, 4));
  title_->show();
  title_->setFocus();
  title_->selectAll();
}

void PagePreview::end_title(bool keep) {
  if (title_->isHidden()) return;
  const std::string words = title_->text().trimmed().toStdString();
  title_->hide();
  setFocus();
  if (!keep || !picture_ || words == picture_->title) return;
  document_.edit(tr_key("Title of the sheet"),
                 [&](io::Project& project) { project.sheet.title = words; });
}

void PagePreview::wheelEvent(QWheelEvent* event) {
  if (!(event->modifiers() & Qt::ControlModifier)) return QAbstractScrollArea::wheelEvent(event);
  zoom_by(event->angleDelta().y() > 0 ? 1.25 : 0.8);
  event->accept();
}

void PagePreview::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && !title_->isHidden()) return end_title(false);
  if (event->key() == Qt::Key_Plus) return zoom_by(1.25);
  if (event->key() == Qt::Key_Minus) return zoom_by(0.8);
  if (event->modifiers() == Qt::ShiftModifier && picture_)
    if (const QPointF step = arrow(event->key()); !step.isNull()) {
      constexpr double part = 0.05;  // of the frame
      const QSizeF frame = map_rect().size();
      return move_map({part * step.x() * frame.width(), part * step.y() * frame.height()});
    }
  QAbstractScrollArea::keyPressEvent(event);
}

PreviewPane::PreviewPane(Document& document, QWidget* parent)
    : QWidget(parent), document_(document) {
  setObjectName("preview_pane");
  preview_ = new PagePreview(document);
  zoom_ = new QLabel;
  state_ = new QLabel;
  state_->setObjectName("page_state");
  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 4, 8, 4);
  const auto tool = [&](const char* name, const char* text, const char* tip, auto run) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setAutoRaise(true);
    say(button, text);
    say_tip(button, tip);
    connect(button, &QToolButton::clicked, this, run);
    row->addWidget(button);
  };
  tool("page_smaller", "−", tr_key("Smaller (Ctrl+wheel)"), [this] { preview_->zoom_by(0.8); });
  tool("page_larger", "+", tr_key("Larger (Ctrl+wheel)"), [this] { preview_->zoom_by(1.25); });
  tool("page_fit", tr_key("Whole page"), tr_key("The whole page in the window"),
       [this] { preview_->fit(); });
  tool("page_true", tr_key("True size"), tr_key("As large as on paper"),
       [this] { preview_->true_size(); });
  row->addWidget(zoom_);
  row->addStretch();
  row->addWidget(state_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(preview_, 1);
  connect(preview_, &PagePreview::zoom_changed, this, &PreviewPane::tell);
  connect(preview_, &PagePreview::picture_changed, this, &PreviewPane::tell);
  connect(&document_, &Document::language_changed, this, &PreviewPane::tell);
  tell();
}

void PreviewPane::tell() {
  zoom_->setText(
      QStringLiteral("%1 %").arg(qRound(100 * preview_->zoom() * mm_per_inch / logicalDpiX())));
  const bool old = document_.outdated();
  state_->setText(old ? QStringLiteral("⚠ ") + words("The result is older than the last changes: "
                                                     "assess again.")
                      : words("Click the title, drag the map (or Shift+arrows)."));
  QPalette palette;
  if (old) palette.setColor(QPalette::WindowText, meaning_colour("marginal", document_.theme()));
  state_->setPalette(palette);
}

}  // namespace firebreak::gui
