#include "app/store/statement.h"

namespace backroom {

Query::~Query()
{
    if (!m_statement)
        return;
    m_statement->reset();
    m_statement->inUse = false;
}

}
