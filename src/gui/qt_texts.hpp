#pragma once

#include "core/base/text.hpp"

namespace firebreak::gui {

/// Puts what Qt itself says (file dialogs, standard buttons, menus of text fields) into a language,
/// for the whole program, while it runs. Stays English where Qt's own texts are not installed.
void set_language_of_qt(Language language);

}  // namespace firebreak::gui
