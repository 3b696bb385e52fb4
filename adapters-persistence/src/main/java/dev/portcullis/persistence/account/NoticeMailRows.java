package dev.portcullis.persistence.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class NoticeMailRows implements PanacheRepositoryBase<NoticeMailRow, NoticeMailRow.Key> {}
