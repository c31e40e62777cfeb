#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <functional>

#include "gui/outputs.hpp"
#include "gui/page_preview.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// The step "Brief": what stands on the map sheet, with the page itself in the middle of the
/// window, and everything there is to take away.
class BriefPage : public QWidget {
  Q_OBJECT
 public:
  explicit BriefPage(Context& context);
  ~BriefPage() override;
  static QWidget* make(Context& context) { return new BriefPage(context); }

  PagePreview& preview() { return pane_->preview(); }
  Outputs& outputs() { return outputs_; }
  /// Asks for a picture; replaced by tests.
  std::function<QString()> ask_logo;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void make_form();
  void make_buttons();
  void connect_form();
  void refresh();
  void take_scale();
  void take_view();
  void edit(const char* what, const std::function<void(SheetSettings&)>& change);

  Context context_;
  Document& document_;
  Outputs outputs_;
  QPointer<PreviewPane> pane_;
  QComboBox* paper_;
  QComboBox* turn_;
  QLineEdit* title_;
  QLineEdit* subtitle_;
  QPlainTextEdit* text_;
  QPushButton* logo_;
  QPushButton* no_logo_;
  QComboBox* scale_;
  QPushButton* whole_;
  QPushButton* view_;
  QLabel* extent_;
  QCheckBox* overview_;
};

}  // namespace firebreak::gui
