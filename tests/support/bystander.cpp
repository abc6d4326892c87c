#include "tests/support/bystander.h"

#include "tests/support/apiclient.h"

#include <QThread>

namespace backroom::test {

Bystander::Bystander(quint16 port, const QByteArray &path)
    : m_thread([this, port, path] {
          ApiClient client(port);
          while (!m_stop) {
              const Answer answer = client.get(path);
              m_lastStatus = answer.status == 200 ? m_lastStatus.load() : answer.status;
              ++(answer.status == 200 ? m_served : m_notServed);
          }
      })
{
    wait(1);
}

Bystander::~Bystander()
{
    m_stop = true;
    m_thread.join();
}

void Bystander::wait(int answers) const
{
    const int until = m_served + m_notServed + answers;
    while (m_served + m_notServed < until)
        QThread::usleep(200);
}

}
