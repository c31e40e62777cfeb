#include "gui/first_page.hpp"

#include <QPushButton>
#include <QVBoxLayout>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

QPushButton* big_button(const char* name, const char* english, const char* tip) {
  auto* button = new QPushButton;
  button->setObjectName(name);
  button->setMinimumHeight(48);
  say(button, english);
  say_tip(button, tip);
  return button;
}

}  // namespace

FirstPage::FirstPage(Document& document, AppSettings& settings, QWidget* parent)
    : QWidget(parent), document_(document), settings_(settings) {
  setObjectName("first_page");
  auto* middle = new QWidget;
  middle->setMaximumWidth(560);
  auto* column = new QVBoxLayout(middle);
  column->setSpacing(12);

  auto* title = new QLabel(QStringLiteral("Firebreak"));
  QFont font = title->font();
  font.setPointSizeF(2.2 * font.pointSizeF());
  font.setBold(true);
  title->setFont(font);
  column->addWidget(title);
  auto* question = new QLabel;
  question->setWordWrap(true);
  say(question, tr_key("Where is water out of reach, which lane will stop an engine, which old "
                       "quarter burns as one?"));
  column->addWidget(question);

  auto* open = big_button("first_open", tr_key("Open data …"),
                          tr_key("A project, a folder, a data set or a result"));
  auto* sample = big_button("first_sample", tr_key("Sample town"),
                            tr_key("Lauf an der Pegnitz, from OpenStreetMap, in one click"));
  auto* county = big_button("first_county", tr_key("Sample county"),
                            tr_key("A synthetic Chinese county as counties hand it over, in one "
                                   "click"));
  column->addWidget(open);
  column->addWidget(sample);
  column->addWidget(county);
  auto* drop = new QLabel;
  drop->setProperty("role", "faint");
  say(drop, tr_key("Or drop a folder or files here."));
  column->addWidget(drop);

  recent_title_ = new QLabel;
  recent_title_->setProperty("role", "heading");
  say(recent_title_, tr_key("Recent"));
  column->addWidget(recent_title_);
  recent_ = new QListWidget;
  recent_->setObjectName("first_recent");
  say_help(recent_, tr_key("What was opened before: a double click or Enter opens it again"));
  recent_->setFrameShape(QFrame::NoFrame);
  recent_->viewport()->setAutoFillBackground(false);
  recent_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
  column->addWidget(recent_, 1);
  column->addStretch(0);

  auto* row = new QHBoxLayout(this);
  row->addStretch(1);
  row->addWidget(middle, 4);
  row->addStretch(1);

  connect(open, &QPushButton::clicked, this, &FirstPage::open_wanted);
  connect(sample, &QPushButton::clicked, this, &FirstPage::sample_wanted);
  connect(county, &QPushButton::clicked, this, &FirstPage::county_wanted);
  connect(recent_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
    emit recent_wanted(item->data(Qt::UserRole).toString().toStdString());
  });
  connect(&document_, &Document::project_changed, this, &FirstPage::fill_recent);
  fill_recent();
}

void FirstPage::fill_recent() {
  recent_->clear();
  for (const auto& path : settings_.recent()) {
    const bool project = path.filename() == "city.toml";
    const auto name = project ? path.parent_path().filename() : path.filename();
    auto* item = new QListWidgetItem(to_qt(name.string()) + "  —  " + to_qt(path.string()));
    item->setData(Qt::UserRole, to_qt(path.string()));
    recent_->addItem(item);
  }
  recent_title_->setVisible(recent_->count() > 0);
  recent_->setVisible(recent_->count() > 0);
}

}  // namespace firebreak::gui
