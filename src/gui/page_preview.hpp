#pragma once

#include <QAbstractScrollArea>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <optional>

#include "gui/sheet_job.hpp"
#include "gui/task.hpp"
#include "render/export.hpp"

namespace firebreak::gui {

/// The sheet as it will be printed, drawn by the code that prints it, off the main thread. The
/// title is edited by a click on it; the map is dragged inside its frame.
class PagePreview : public QAbstractScrollArea {
  Q_OBJECT
 public:
  explicit PagePreview(Document& document, QWidget* parent = nullptr);
  ~PagePreview() override;

  /// Only a preview that is looked at draws.
  void set_active(bool active);
  /// Logical pixels per millimetre.
  double zoom() const { return zoom_; }
  void set_zoom(double zoom);
  void zoom_by(double factor);
  /// The whole page in the window, now and when the window changes.
  void fit();
  /// As large as it will be on paper.
  void true_size();

  const std::optional<render::SheetPicture>& picture() const { return picture_; }
  /// True if the picture shows the document as it is, at this zoom.
  bool finished() const { return !later_.isActive() && !drawing_.running(); }
  /// Where a place of the sheet (millimetres) is in the viewport.
  QPointF to_screen(QPointF mm) const;

 signals:
  void zoom_changed();
  void picture_changed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void ask();
  void draw();
  void take(render::SheetPicture picture);
  void update_bars();
  QSizeF paper_mm() const;
  QRectF page_rect() const;
  QRectF map_rect() const;
  QRectF title_rect() const;
  void edit_title();
  void end_title(bool keep);
  void move_map(QPointF pixels);

  Document& document_;
  Task drawing_;
  QTimer later_;
  bool active_ = false;
  bool wanted_ = true;  ///< something has changed since the last picture
  double zoom_ = 2;
  bool fitted_ = true;
  std::optional<render::SheetPicture> picture_;
  QString trouble_;
  QLineEdit* title_;
  std::optional<QPointF> drag_from_;
  QPointF dragged_;
};

/// The preview with its tools above: zoom, whole page, true size, and what the page is made from.
class PreviewPane : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewPane(Document& document, QWidget* parent = nullptr);
  PagePreview& preview() { return *preview_; }

 private:
  void tell();

  Document& document_;
  PagePreview* preview_;
  QLabel* zoom_;
  QLabel* state_;
};

}  // namespace firebreak::gui
