#include "gui/qt_texts.hpp"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>
#include <memory>

namespace firebreak::gui {

void set_language_of_qt(Language language) {
  constexpr const char* name = "texts_of_qt";
  delete qApp->findChild<QTranslator*>(name, Qt::FindDirectChildrenOnly);  // takes itself out
  if (language != Language::zh) return;
  auto texts = std::make_unique<QTranslator>();
  if (!texts->load("qtbase_zh_CN", QLibraryInfo::path(QLibraryInfo::TranslationsPath))) return;
  texts->setObjectName(name);
  texts->setParent(qApp);
  QCoreApplication::installTranslator(texts.release());
}

}  // namespace firebreak::gui
