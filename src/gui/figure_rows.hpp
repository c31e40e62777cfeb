#pragma once

#include <QSize>
#include <QWidget>
#include <vector>

namespace firebreak::gui {

/// Groups side by side, in as many rows as the width asks for, behind a widget that stays.
class FigureRows : public QWidget {
  Q_OBJECT
 public:
  explicit FigureRows(QWidget* first);
  void set_groups(std::vector<QWidget*> groups);
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override { return minimumSizeHint(); }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return arrange(width, false).height; }
  /// A figure is wider or narrower than it was: the groups move apart, into more rows if need be.
  /// Rows are not taken back, lest what lies below jumps to and fro with a figure.
  void refit();
  /// In how many rows the groups stand.
  int rows() const { return arrange(width(), false).rows; }

 protected:
  void resizeEvent(QResizeEvent*) override { arrange(width(), true); }

 private:
  struct Arranged {
    int height = 0;
    int rows = 0;
  };
  Arranged arrange(int width, bool move) const;
  QWidget* first_;
  std::vector<QWidget*> groups_;
};

}  // namespace firebreak::gui
